using Ordi2.Contracts;
using Ordi2.Contracts.Handovers;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Handovers;
using Ordi2.Silo.Streams;

namespace Ordi2.Silo.Handovers;

/// <summary>Read, decide, write; then tell each machine what its two sides said. What was not told stays due.</summary>
internal sealed partial class HandoverGrain(AggregateDesk desk, ILogger<HandoverGrain> logger) : Grain, IHandoverGrain
{
    private Aggregate<Handover, HandoverCommand, HandoverEvent, HandoverTerms> _handover = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _handover = desk.Open(Kinds.Handover, this.GetPrimaryKeyString(), DeactivateOnIdle);
        return _handover.LoadAsync(cancellationToken);
    }

    public async Task<Reply<HandoverTerms>> DoAsync(HandoverCommand command, Caller caller, Guid commandId)
    {
        var reply = await _handover.DoAsync(command, caller, commandId);
        return reply is Done<HandoverTerms> && await TellAsync() > 0 ? new Done<HandoverTerms>(_handover.Terms!) : reply;
    }

    public Task<HandoverTerms?> GetAsync() => Task.FromResult(_handover.Terms);

    public async Task<int> WakeAsync() => await _handover.WakeAsync() + await TellAsync();

    private async Task<int> TellAsync()
    {
        var told = 0;

        foreach (var errand in _handover.State.Errands)
        {
            var terms = _handover.Terms!;
            var (who, role) = errand.Name == Handover.Claim ? (terms.To, _handover.State.ToRole) : (terms.From, _handover.State.FromRole);
            var caller = new Caller(new PersonId("system"), who, role, new DeviceId(this.GetPrimaryKeyString()));
            MachineCommand command = errand.Name switch
            {
                Handover.Claim => new ClaimCustody(),
                Handover.Confirm => new ConfirmHandover(),
                _ => new ContestHandover(terms.Objection ?? "-"),
            };

            foreach (var machine in terms.Machines)
            {
                var receipts = await GrainFactory.GetGrain<IMachineGrain>($"machine/{machine}").ScanAsync(
                    [new Scan(CommandIds.Of(this.GetPrimaryKeyString(), $"{errand.Name}/{machine}"), errand.Since, null, command)],
                    caller);

                if (receipts[0].Outcome is Outcome.Refused)
                {
                    // The machine went another way meanwhile: its own history says which.
                    Log.Refused(logger, this.GetPrimaryKeyString(), machine, errand.Name, receipts[0].Reason?.Code ?? "-");
                }
            }

            await _handover.DoAsync(new NoteTold(errand.Name), caller with { Role = Role.System }, CommandIds.Of(this.GetPrimaryKeyString(), $"told/{errand.Name}"));
            told++;
        }

        return told;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Key} told {Machine} to '{Errand}', which refused it: {Code}.")]
        public static partial void Refused(ILogger logger, string key, MachineId machine, string errand, string code);
    }
}
