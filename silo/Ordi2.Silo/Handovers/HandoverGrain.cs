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

    public Task ForgetTextsAsync() => _handover.ForgetTextsAsync();

    public async Task<int> WakeAsync() => await _handover.WakeAsync() + await TellAsync();

    private async Task<int> TellAsync()
    {
        var told = 0;

        foreach (var errand in _handover.State.Errands)
        {
            var terms = _handover.Terms!;

            foreach (var machine in terms.Machines)
            {
                // Asked again it answers as it did the first time: what was not claimed has nothing to be confirmed.
                if (await SayAsync(machine, Handover.Claim, errand.Since, new ClaimCustody(), terms.To, _handover.State.ToRole)
                    && errand.Name != Handover.Claim)
                {
                    await SayAsync(
                        machine,
                        errand.Name,
                        errand.Since,
                        errand.Name == Handover.Confirm ? new ConfirmHandover(terms.To, terms.From) : new ContestHandover(terms.Objection ?? "-", terms.To),
                        terms.From,
                        _handover.State.FromRole);
                }
            }

            await _handover.DoAsync(
                new NoteTold(errand.Name),
                new Caller(new PersonId("system"), terms.From, Role.System, new DeviceId(this.GetPrimaryKeyString())),
                CommandIds.Of(this.GetPrimaryKeyString(), $"told/{errand.Name}"));
            told++;
        }

        return told;
    }

    /// <returns>Whether the machine did it, now or the first time.</returns>
    private async Task<bool> SayAsync(MachineId machine, string errand, DateTimeOffset since, MachineCommand command, OrganisationId who, Role role)
    {
        var receipt = (await GrainFactory.GetGrain<IMachineGrain>($"machine/{machine}").ScanAsync(
            [new Scan(CommandIds.Of(this.GetPrimaryKeyString(), $"{errand}/{machine}"), since, null, command)],
            new Caller(new PersonId("system"), who, role, new DeviceId(this.GetPrimaryKeyString()))))[0];

        if ((receipt.Outcome is Outcome.Duplicate ? receipt.FirstOutcome : receipt.Outcome) is Outcome.Accepted)
        {
            return true;
        }

        // The machine went another way meanwhile: its own history says which.
        Log.Refused(logger, this.GetPrimaryKeyString(), machine, errand, receipt.Reason?.Code ?? "-");
        return false;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Key} told {Machine} to '{Errand}', which did not do it: {Code}.")]
        public static partial void Refused(ILogger logger, string key, MachineId machine, string errand, string code);
    }
}
