using System.Data.Common;
using System.Globalization;
using Kiosk.Issuer.Messages;
using Kiosk.Issuer.Trace;
using Microsoft.AspNetCore.Connections;

namespace Kiosk.Issuer.Link;

/// <summary>Serves one connection: request, answer, request, answer, with the fault that is in force when a request comes.</summary>
internal sealed class IssuerConnectionHandler(RequestProcessor processor, LinkState link, Tracer tracer, TimeProvider time) : ConnectionHandler
{
    /// <inheritdoc/>
    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        LinkConnection mine = connection.Features.Get<LinkConnection>()!;
        mine.Secured = true;
        tracer.Note("connection open");
        try
        {
            bool goOn = true;
            while (goOn && await Framing.ReadAsync(connection.Transport.Input, tracer.Note).ConfigureAwait(false) is byte[] data)
            {
                link.Release(mine);
                goOn = await ServeAsync(mine, data).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is IOException or ConnectionAbortedException or ConnectionResetException or OperationCanceledException)
        {
            // The other side, a fault or the end of the issuer closed the connection: no more to do on it.
        }
        catch (DbException e)
        {
            // Nothing was decided: the transaction is taken back. The kiosk sees the link fail.
            tracer.Note($"database: {e.GetType().Name} {e.SqlState ?? e.ErrorCode.ToString(CultureInfo.InvariantCulture)}; connection given up");
        }

        tracer.Note("connection closed");
    }

    /// <summary>Returns false when the connection is to be closed.</summary>
    private async Task<bool> ServeAsync(LinkConnection mine, byte[] data)
    {
        (LinkFault fault, TimeSpan slowBy) = link.Use(mine);
        if (mine.Deaf)
        {
            link.Hold(mine, null);
            tracer.Note("nobody hears this connection (fault)");
            return true;
        }

        DecodedMessage decoded = processor.Read(data);
        if (decoded.Message is not null)
        {
            tracer.Message(TraceDirection.Received, decoded.Message, TraceText.Name(decoded.Message));
        }

        if (fault == LinkFault.DropRequest)
        {
            link.Hold(mine, null);
            tracer.Note("request ignored (fault)");
            return true;
        }

        Reply reply = await processor.ProcessAsync(data, decoded, fault).ConfigureAwait(false);
        if (reply.Answer is null)
        {
            tracer.Note($"{data.Length} bytes that cannot be answered: {reply.Remark}; connection closed");
            return false;
        }

        if (fault == LinkFault.DropAnswer)
        {
            link.Hold(mine, null);
            tracer.Message(TraceDirection.Note, reply.Answer, Remark(reply, "answer kept back (fault)"));
            return true;
        }

        if (fault == LinkFault.Slow)
        {
            await DelayAsync(mine, slowBy).ConfigureAwait(false);
        }

        link.Release(mine);
        tracer.Message(TraceDirection.Sent, reply.Answer, reply.Remark);
        await Framing.WriteAsync(mine.Context.Transport.Output, reply.Bytes).ConfigureAwait(false);
        return true;
    }

    private async Task DelayAsync(LinkConnection mine, TimeSpan slowBy)
    {
        // The timer first: whoever sees Holding may advance simulated time at once, and the timer must not miss it.
        Task delay = Task.Delay(slowBy, time, mine.Context.ConnectionClosed);
        link.Hold(mine, slowBy);
        tracer.Note($"answer delayed by {slowBy.TotalSeconds:0.###} s (fault)");
        await delay.ConfigureAwait(false);

        // The answer is not written on the thread that moves simulated time.
        await Task.Yield();
    }

    private static string Remark(Reply reply, string fault) => reply.Remark is null ? fault : $"{reply.Remark}; {fault}";
}
