using Kiosk.Bench.Rig;
using Kiosk.Bench.Web.Requests;
using Kiosk.Bench.Web.Views;
using Kiosk.Board;
using Kiosk.Core.Crypto;
using Kiosk.Core.Terminal;
using Kiosk.Issuer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;

namespace Kiosk.Bench.Web;

/// <summary>What the page asks of the bench. A refusal is a line of plain text.</summary>
internal static class BenchApi
{
    private const int MostHours = 31 * 24;
    private const int LongestLine = KeyBlock.LongestBlock;

    /// <summary>Maps page and requests; these wait until the bench has started.</summary>
    public static void Map(WebApplication app, Task<BenchPump> pump, BenchFeed feed)
    {
        app.Use(OwnPage.GuardAsync);
        app.Use(AnswerBadRequestAsync);
        app.UseFileServer(new FileServerOptions
        {
            FileProvider = new PhysicalFileProvider(Path.Combine(AppContext.BaseDirectory, "wwwroot")),
        });

        // Routing after the files, or it would have them looked for among the requests.
        app.UseRouting();
        app.MapGet("/api/setup", async (CancellationToken ended) => TypedResults.Ok((await pump.WaitAsync(ended)).Setup));
        app.MapGet("/api/events", async Task<IResult> (CancellationToken ended) =>
        {
            await pump.WaitAsync(ended);
            return feed.Watch(ended) is { } events
                ? TypedResults.ServerSentEvents(events)
                : Refuse(StatusCodes.Status503ServiceUnavailable, "Too many pages watch this bench already.");
        });
        app.MapGet("/api/journal", async (CancellationToken ended) => await JournalAsync(await pump.WaitAsync(ended), ended));
        Post<KeyRequest>("/api/key", KeyAsync);
        Post<CardRequest>("/api/card", CardAsync);
        Post<CardRequest>("/api/unlock", UnlockAsync);
        Post<SwitchRequest>("/api/power", (pump, request, ended) => SwitchAsync(pump, request, (_, on) => pump.Power(on), ended));
        Post<SwitchRequest>("/api/wifi", (pump, request, ended) => SwitchAsync(pump, request, (rig, on) => rig.World.WifiAvailable = on, ended));
        Post<SwitchRequest>("/api/service", (pump, request, ended) => pump.Setup.HasServiceSwitch
            ? SwitchAsync(pump, request, (rig, on) => rig.TurnServiceSwitch(on), ended)
            : Missing("service switch"));
        Post<SwitchRequest>("/api/case", (pump, request, ended) => pump.Setup.HasTamperLoop
            ? SwitchAsync(pump, request, (rig, on) => rig.OpenTamperLoop(on), ended)
            : Missing("tamper loop"));
        Post<LineRequest>("/api/line", LineAsync);
        Post<FaultRequest>("/api/fault", FaultAsync);
        Post<ClockRequest>("/api/clock", ClockAsync);

        void Post<T>(string path, Func<BenchPump, T, CancellationToken, Task<IResult>> handle)
            where T : class =>
            app.MapPost(path, async (T request, CancellationToken ended) => await handle(await pump.WaitAsync(ended), request, ended));
    }

    private static async Task AnswerBadRequestAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            await Refuse(e.StatusCode, "The body is not the JSON that is asked for here.").ExecuteAsync(context);
        }
    }

    /// <summary>All that the kiosk's journal has, newest first.</summary>
    private static Task<IResult> JournalAsync(BenchPump pump, CancellationToken ended) =>
        DoAsync(pump, rig => rig.Device?.Terminal is null
            ? Refuse(StatusCodes.Status409Conflict, "The kiosk has no power, or refuses its nf.config: its journal cannot be read.")
            : TypedResults.Ok(rig.ReadJournal(int.MaxValue).Select(entry => JournalView.Of(entry, rig.Settings!)).ToArray()), ended);

    private static Task<IResult> KeyAsync(BenchPump pump, KeyRequest request, CancellationToken ended)
    {
        if (request is not { Key: { Length: 1 } key, Down: { } down } || !pump.Setup.Legend.Contains(key[0]))
        {
            return Bad($"A key is one of {pump.Setup.Legend}, and down is true or false.");
        }

        return DoAsync(pump, _ =>
        {
            if (!down)
            {
                pump.Customer.Release(key[0]);
                return TypedResults.NoContent();
            }

            return pump.Customer.Press(key[0]) ? TypedResults.NoContent() : Slower();
        }, ended);
    }

    private static Task<IResult> CardAsync(BenchPump pump, CardRequest request, CancellationToken ended)
    {
        if (Find(request.Number) is not { } card)
        {
            return Bad("There is no test card with this number.");
        }

        return pump.Setup.HasReader
            ? InTurnAsync(pump, rig => Insert(rig, card), ended)
            : Task.FromResult(Refuse(StatusCodes.Status409Conflict, "This kiosk has no card reader: key the number in with MENU."));
    }

    private static IResult Insert(KioskRig rig, TestCard card)
    {
        if (rig.World.Board is null)
        {
            return Refuse(StatusCodes.Status409Conflict, "The kiosk has no power: it read no card.");
        }

        bool asked = rig.Device?.Terminal?.State is TerminalState.Card or TerminalState.CardError;
        rig.GiveCard(card.Pan, card.Expiry);
        return asked
            ? TypedResults.NoContent()
            : Refuse(StatusCodes.Status409Conflict, "The kiosk has not asked for a card yet, and ignores it.");
    }

    private static Task<IResult> UnlockAsync(BenchPump pump, CardRequest request, CancellationToken ended) =>
        Find(request.Number) is { } card
            ? DoAsync(pump, rig => rig.Issuer.Unlock(card.Pan)
                ? TypedResults.NoContent()
                : Refuse(StatusCodes.Status409Conflict, "The issuer unlocks active cards alone."), ended)
            : Bad("There is no test card with this number.");

    private static Task<IResult> SwitchAsync(BenchPump pump, SwitchRequest request, Action<KioskRig, bool> turn, CancellationToken ended)
    {
        if (request.On is not { } on)
        {
            return Bad("on is true or false.");
        }

        return DoAsync(pump, rig =>
        {
            turn(rig, on);
            return TypedResults.NoContent();
        }, ended);
    }

    private static Task<IResult> LineAsync(BenchPump pump, LineRequest request, CancellationToken ended)
    {
        if (request.Line is not { Length: >= 1 and <= LongestLine } line || line.Any(character => character is < ' ' or > '~'))
        {
            return Bad($"A line is 1 to {LongestLine} printable ASCII characters.");
        }

        return pump.Setup.HasServiceSwitch ? InTurnAsync(pump, rig => Send(rig, line), ended) : Missing("service switch");
    }

    private static IResult Send(KioskRig rig, string line)
    {
        if (rig.World.Board is null)
        {
            return Refuse(StatusCodes.Status409Conflict, "The kiosk has no power: it read no line.");
        }

        if (rig.World.Com2.IsBusy)
        {
            return Refuse(StatusCodes.Status429TooManyRequests, "Slower: the line before is still under way.");
        }

        bool asked = rig.Device?.Terminal?.State == TerminalState.Service;
        rig.SendLine(line);
        return asked
            ? TypedResults.NoContent()
            : Refuse(StatusCodes.Status409Conflict, "The kiosk is not in service mode, and ignores it.");
    }

    private static Task<IResult> FaultAsync(BenchPump pump, FaultRequest request, CancellationToken ended)
    {
        if (!FaultName.TryFind(request.Fault, out LinkFault fault))
        {
            return Bad($"A fault is one of {FaultName.All}.");
        }

        return DoAsync(pump, rig =>
        {
            rig.Issuer.SetFault(fault, fault == LinkFault.Slow ? FaultName.SlowBy : default);
            pump.Fault = request.Fault!;
            return TypedResults.NoContent();
        }, ended);
    }

    private static Task<IResult> ClockAsync(BenchPump pump, ClockRequest request, CancellationToken ended)
    {
        if (request.Hours is not (>= 1 and <= MostHours))
        {
            return Bad($"hours is a number from 1 to {MostHours}.");
        }

        return DoAsync(pump, rig =>
        {
            rig.MoveClock(TimeSpan.FromHours(request.Hours.Value));
            return TypedResults.NoContent();
        }, ended);
    }

    /// <summary>After the keys that were pressed before.</summary>
    private static async Task<IResult> InTurnAsync(BenchPump pump, Func<KioskRig, IResult> act, CancellationToken ended)
    {
        var done = new TaskCompletionSource<IResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        IResult taken = await DoAsync(pump, rig => pump.Customer.Do(() => done.SetResult(act(rig))) ? TypedResults.NoContent() : Slower(), ended);
        return taken is IStatusCodeHttpResult { StatusCode: StatusCodes.Status204NoContent } ? await done.Task.WaitAsync(ended) : taken;
    }

    private static async Task<IResult> DoAsync(BenchPump pump, Func<KioskRig, IResult> command, CancellationToken ended) =>
        await pump.DoAsync(command, ended) ?? Refuse(StatusCodes.Status503ServiceUnavailable, "The bench is too busy.");

    private static TestCard? Find(string? number) => BenchIssuer.TestCards.FirstOrDefault(card => card.Pan == number);

    private static Task<IResult> Bad(string why) => Task.FromResult(Refuse(StatusCodes.Status400BadRequest, why));

    private static Task<IResult> Missing(string part) =>
        Task.FromResult(Refuse(StatusCodes.Status409Conflict, $"This kiosk has no {part}: its nf.config says none."));

    private static IResult Slower() => Refuse(StatusCodes.Status429TooManyRequests, "Slower: the kiosk is still busy with the keys before.");

    private static IResult Refuse(int status, string why) => TypedResults.Text(why, "text/plain; charset=utf-8", null, status);
}
