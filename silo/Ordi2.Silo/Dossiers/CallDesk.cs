using Ordi2.Contracts;
using Ordi2.Contracts.Calls;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Dossiers;
using Ordi2.Silo.Streams;

namespace Ordi2.Silo.Dossiers;

/// <summary>What a dossier says to the call that it answers. Each command has an id that follows from the dossier and from its version.</summary>
internal sealed class CallDesk(IGrainFactory grains)
{
    /// <summary>Takes what a decision to accept needs out of the pledge.</summary>
    /// <returns>Why it cannot be had, or nothing.</returns>
    public Task<Refusal?> TakeAsync(DossierTerms dossier, AcceptDossier accept)
    {
        var accepted = dossier with { Needs = [.. dossier.Needs.Select((line, index) => line with { Accepted = accept.Quantities[index] })] };
        return AskAsync(dossier, new TakeFromPledge(dossier.Id) { Quantities = CallFiling.Quantities(accepted, line => line.Accepted) }, "take");
    }

    /// <summary>Tells the call where the dossier stands and what of the pledge is its own; what the call knows already changes nothing.</summary>
    /// <returns>Why the call does not take it, or nothing.</returns>
    public Task<Refusal?> NoteAsync(DossierTerms dossier) => CallFiling.Application(dossier) is { } application
        ? AskAsync(dossier, new NoteDossier(application), "note")
        : Task.FromResult<Refusal?>(null);

    private async Task<Refusal?> AskAsync(DossierTerms dossier, CallCommand command, string what)
    {
        var caller = new Caller(new PersonId("system"), dossier.Epn, Role.System, new DeviceId($"dossier/{dossier.Id}"));
        var reply = await grains.GetGrain<ICallGrain>($"call/{dossier.Call}").DoAsync(command, caller, CommandIds.Of($"dossier/{dossier.Id}", $"{what}/{dossier.Version}"));
        return reply is Refused<CallTerms> { Reason: var reason } ? reason : null;
    }
}
