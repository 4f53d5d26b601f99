using System.Globalization;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Processes;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Processes;
using Ordi2.Silo.Clocks;
using Ordi2.Silo.Streams;
using UnreachableException = System.Diagnostics.UnreachableException;

namespace Ordi2.Silo.Processes;

/// <summary>
/// Asks, writes the answer down, asks the next: a crash between the two asks again under the same id, and whoever was asked
/// knows it. The clock wakes what was left open.
/// </summary>
internal sealed partial class ProcessGrain(AggregateDesk desk, Courier courier, ILogger<ProcessGrain> logger) : Grain, IProcessGrain
{
    /// <summary>So many steps in one turn; the rest comes in the next, so that no caller waits for a long process.</summary>
    private const int StepsInOneTurn = 60;

    private Aggregate<Process, ProcessCommand, ProcessEvent, ProcessTerms> _process = null!;
    private string _key = string.Empty;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _key = this.GetPrimaryKeyString();
        _process = desk.Open(Kinds.Process, _key, DeactivateOnIdle);
        return _process.LoadAsync(cancellationToken);
    }

    public async Task<Reply<ProcessTerms>> DoAsync(ProcessCommand command, Caller caller, Guid commandId)
    {
        var reply = await _process.DoAsync(command, caller, commandId);

        if (reply is Refused<ProcessTerms>)
        {
            return reply;
        }

        try
        {
            await DriveAsync();
        }
        catch (Exception exception) when (exception is not UnreachableException)
        {
            // It was started, and that is durable: the clock goes on with it.
            Log.Stopped(logger, exception, _key);
            DeactivateOnIdle();
        }

        return new Done<ProcessTerms>(_process.Terms!);
    }

    public Task<ProcessTerms?> GetAsync() => Task.FromResult(_process.Terms);

    public Task ForgetTextsAsync() => _process.ForgetTextsAsync();

    public Task<int> WakeAsync() => DriveAsync();

    private async Task<int> DriveAsync()
    {
        for (var steps = 0; ; steps++)
        {
            if (ProcessScript.Next(_process.State) is not { } move)
            {
                return steps;
            }

            if (steps == StepsInOneTurn)
            {
                _ = GrainFactory.GetGrain<IProcessGrain>(_key).WakeAsync();
                return steps;
            }

            var refused = await courier.AskAsync(move.Order, CallerOf(move.Order), IdOf("step", move));

            if (refused is not null)
            {
                Log.Refused(logger, _key, move.Order.Step, move.Order.Target, refused.Code);
            }

            if (await _process.DoAsync(new RecordStep(move.Number, refused), TheSystem.For(TheSystem.Organisation, _key), IdOf("record", move))
                is Refused<ProcessTerms> { Reason: var reason })
            {
                throw new InvalidOperationException($"{_key} could not write down answer {move.Number}: {reason.Code}.");
            }
        }
    }

    /// <summary>Only what the rules give to nobody else is asked by the system; all else in the name of who started it.</summary>
    private Caller CallerOf(Order order)
    {
        var startedBy = _process.Terms!.StartedBy;
        return order.BySystem
            ? TheSystem.For(startedBy, _key)
            : new Caller(_process.State.Starter, startedBy, _process.State.Role, new DeviceId(_key));
    }

    private Guid IdOf(string what, ProcessMove move) => CommandIds.Of(_key, string.Create(CultureInfo.InvariantCulture, $"{what}/{move.Number}"));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Process} asked '{Step}' of {Target} and was refused: {Code}.")]
        public static partial void Refused(ILogger logger, string process, string step, string target, string code);

        [LoggerMessage(2, LogLevel.Warning, "{Process} stopped on its way; the clock goes on with it.")]
        public static partial void Stopped(ILogger logger, Exception exception, string process);
    }
}
