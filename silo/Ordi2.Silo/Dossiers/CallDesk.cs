using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Calls;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Dossiers;
using Ordi2.Silo.Streams;

namespace Ordi2.Silo.Dossiers;

/// <summary>What a dossier says to the call that it answers. Each command has an id that follows from the dossier and from what it says.</summary>
internal sealed class CallDesk(IGrainFactory grains)
{
    /// <summary>Takes what a decision to accept needs out of the pledge.</summary>
    /// <returns>Why it cannot be had, or nothing.</returns>
    public Task<Refusal?> TakeAsync(DossierTerms dossier, AcceptDossier accept, Guid commandId) => TakeAsync(
        dossier,
        CallFiling.Quantities(
            dossier with { Needs = [.. dossier.Needs.Select((line, index) => line with { Accepted = accept.Quantities[index] })] },
            line => line.Accepted),
        CommandIds.Of($"dossier/{dossier.Id}", $"take/{commandId}"));

    /// <summary>Puts back what was taken for a decision that was not made.</summary>
    public Task GiveBackAsync(DossierTerms dossier, Guid commandId) => CallFiling.Application(dossier) is { } application
        ? TakeAsync(dossier, application.Accepted, CommandIds.Of($"dossier/{dossier.Id}", $"give-back/{commandId}"))
        : Task.CompletedTask;

    /// <summary>Tells the call where the dossier stands; what it knows already changes nothing.</summary>
    public async Task NoteAsync(DossierTerms dossier)
    {
        if (dossier.Call is { } call && CallFiling.Application(dossier) is { } application)
        {
            await Call(call).DoAsync(new NoteDossier(application), Caller(dossier), CommandIds.Of($"dossier/{dossier.Id}", $"note/{dossier.Version}"));
        }
    }

    private async Task<Refusal?> TakeAsync(DossierTerms dossier, ImmutableArray<Pledge> quantities, Guid id)
    {
        if (dossier.Call is not { } call)
        {
            return null;
        }

        var reply = await Call(call).DoAsync(new TakeFromPledge(dossier.Id) { Quantities = quantities }, Caller(dossier), id);
        return reply is Refused<CallTerms> { Reason: var reason } ? reason : null;
    }

    private ICallGrain Call(CallId call) => grains.GetGrain<ICallGrain>($"call/{call}");

    private static Caller Caller(DossierTerms dossier) => new(new PersonId("system"), dossier.Epn, Role.System, new DeviceId($"dossier/{dossier.Id}"));
}
