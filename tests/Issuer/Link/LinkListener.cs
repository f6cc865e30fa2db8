using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Kiosk.Issuer.Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Kiosk.Issuer.Link;

/// <summary>TLS on a TCP port, by Kestrel: admission, handshake, connection handler.</summary>
internal sealed class LinkListener : IAsyncDisposable
{
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(5);
    private readonly WebApplication _app;
    private readonly ListenOptions _listen;

    private LinkListener(WebApplication app, ListenOptions listen)
    {
        _app = app;
        _listen = listen;
    }

    /// <summary>The port it listens on.</summary>
    public int Port => _listen.IPEndPoint!.Port;

    /// <summary>Listens.</summary>
    /// <exception cref="IOException">The port is taken, or the address is not this computer's.</exception>
    public static async Task<LinkListener> StartAsync(
        IPEndPoint endPoint, RequestProcessor processor, LinkState link, CertificateStore certificates, bool asksForCertificate, Tracer tracer, TimeProvider time)
    {
        // The empty builder reads no configuration and logs nothing.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        builder.Services.AddSingleton(processor).AddSingleton(link).AddSingleton(tracer).AddSingleton(time);
        ListenOptions? listen = null;
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(endPoint, options =>
        {
            listen = options;
            options.Protocols = HttpProtocols.None;
            options.Use(next => context => AdmitAsync(context, next, link, tracer));
            options.UseHttps(new TlsHandshakeCallbackOptions
            {
                OnConnection = _ => ValueTask.FromResult(Tls(certificates, asksForCertificate, link.Fault)),
            });
            options.UseConnectionHandler<IssuerConnectionHandler>();
        }));
        WebApplication app = builder.Build();
        try
        {
            await app.StartAsync().ConfigureAwait(false);
            return new LinkListener(app, listen!);
        }
        catch (Exception e)
        {
            await app.DisposeAsync().ConfigureAwait(false);
            if (e is IOException or SocketException)
            {
                // Kestrel lets through what the socket says about a foreign address.
                throw new IOException($"{endPoint} cannot be listened on: {(e.InnerException ?? e).Message}", e);
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(StopTime);
        await _app.StopAsync(limit.Token).ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task AdmitAsync(ConnectionContext context, ConnectionDelegate next, LinkState link, Tracer tracer)
    {
        LinkConnection? connection = link.Admit(context, out string? refusal);
        if (connection is null)
        {
            tracer.Note($"connection refused: {refusal}");
            context.Abort(new ConnectionAbortedException(refusal!));
            return;
        }

        context.Features.Set(connection);
        using var closed = context.ConnectionClosed.Register(() => link.Leave(connection));
        try
        {
            await next(context).ConfigureAwait(false);
        }
        finally
        {
            link.Leave(connection);
            if (!connection.Secured)
            {
                tracer.Note("connection closed in the TLS handshake");
            }
        }
    }

    private static SslServerAuthenticationOptions Tls(CertificateStore certificates, bool asksForCertificate, LinkFault fault) => new()
    {
        ClientCertificateRequired = asksForCertificate,
        CertificateChainPolicy = asksForCertificate ? PolicyOf(certificates.DeviceCa) : null,
        ServerCertificateContext = fault == LinkFault.BadCertificate ? certificates.Wrong : certificates.Server,

        // The board speaks 1.2.
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,

        // A resumed session would not show the certificate again.
        AllowTlsResume = false,
    };

    private static X509ChainPolicy PolicyOf(X509Certificate2 ca)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.Add(ca);
        return policy;
    }
}
