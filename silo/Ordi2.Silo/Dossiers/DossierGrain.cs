using Ordi2.Contracts;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Dossiers;
using Ordi2.Silo.Streams;

namespace Ordi2.Silo.Dossiers;

/// <summary>
/// Read, decide, write. A dossier that answers a call takes its machines out of the pledge before it is accepted, so that no two
/// take the same ones, and tells the call where it stands after each change. That the call must be told stands in the ledger until
/// it has answered: after a crash, whoever comes next tells it, and what was taken for nothing goes back.
/// </summary>
internal sealed partial class DossierGrain(AggregateDesk desk, CallDesk calls, ILogger<DossierGrain> logger) : Grain, IDossierGrain
{
    private Aggregate<Dossier, DossierCommand, DossierEvent, DossierTerms> _dossier = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _dossier = desk.Open(Kinds.Dossier, this.GetPrimaryKeyString(), DeactivateOnIdle);
        return _dossier.LoadAsync(cancellationToken);
    }

    public async Task<Reply<DossierTerms>> DoAsync(DossierCommand command, Caller caller, Guid commandId)
    {
        var reply = command is AcceptDossier accept && _dossier.Terms is { Call: not null } && !_dossier.State.Commands.Contains(commandId)
            ? await AcceptAsync(accept, caller, commandId)
            : await _dossier.DoAsync(command, caller, commandId);

        return await TellAsync() > 0 && reply is Done<DossierTerms> ? new Done<DossierTerms>(_dossier.Terms!) : reply;
    }

    public Task<DossierTerms?> GetAsync() => Task.FromResult(_dossier.Terms);

    public Task ForgetTextsAsync() => _dossier.ForgetTextsAsync();

    public async Task<int> WakeAsync() => await _dossier.WakeAsync() + await TellAsync();

    private async Task<Reply<DossierTerms>> AcceptAsync(AcceptDossier accept, Caller caller, Guid commandId)
    {
        if (await _dossier.WouldRefuseAsync(accept, caller, commandId) is null)
        {
            // What an attempt before this one left in the call is settled first.
            await TellAsync();

            if (await ItselfAsync(new AskForPledge(), "ask-for-pledge") is { } unasked)
            {
                return await _dossier.RefuseAsync(accept, caller, unasked);
            }

            if (await calls.TakeAsync(_dossier.Terms!, accept) is { } refusal)
            {
                return await _dossier.RefuseAsync(accept, caller, refusal);
            }
        }

        return await _dossier.DoAsync(accept, caller, commandId);
    }

    /// <summary>The command is durable: a call that cannot be told now is told later.</summary>
    private async Task<int> TellAsync()
    {
        if (_dossier.State.OwesCallSince is null || _dossier.Terms is not { } terms)
        {
            return 0;
        }

        try
        {
            if ((await calls.NoteAsync(terms) ?? await ItselfAsync(new NoteCallTold(terms.Version), "note-call-told")) is { } reason)
            {
                Log.Refused(logger, this.GetPrimaryKeyString(), reason.Code);
                return 0;
            }

            return 1;
        }
        catch (Exception exception)
        {
            Log.Failed(logger, exception, this.GetPrimaryKeyString());
            return 0;
        }
    }

    /// <returns>Why it is refused, or nothing.</returns>
    private async Task<Refusal?> ItselfAsync(DossierCommand command, string what)
    {
        var terms = _dossier.Terms!;
        var key = this.GetPrimaryKeyString();
        var caller = new Caller(new PersonId("system"), terms.Epn, Role.System, new DeviceId(key));
        return await _dossier.DoAsync(command, caller, CommandIds.Of(key, $"{what}/{terms.Version}")) is Refused<DossierTerms> { Reason: var reason } ? reason : null;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Key} could not tell its call where it stands; it stays due.")]
        public static partial void Failed(ILogger logger, Exception exception, string key);

        [LoggerMessage(2, LogLevel.Warning, "{Key} told its call where it stands, which was refused: {Code}. It stays due.")]
        public static partial void Refused(ILogger logger, string key, string code);
    }
}
