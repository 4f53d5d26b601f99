using Ordi2.Contracts;
using Ordi2.Contracts.Photos;
using Ordi2.Domain;
using Ordi2.Domain.Machines;
using Ordi2.Domain.Photos;
using Ordi2.Ledger;
using Ordi2.Ledger.Aggregates;
using Ordi2.Ledger.Machines;
using Ordi2.Ledger.Photos;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Audit;

namespace Ordi2.Web.Features.Photos;

/// <summary>Takes photos of machines away. The content goes, the fact stays; by whom it may be done stands in <see cref="PhotoWithdrawal"/>.</summary>
internal sealed class PhotoWithdrawals(PhotoAlbum album, MachineQueries machines, AggregateQueries aggregates, TimeProvider time)
{
    /// <summary>Whether somebody may take photos of this machine away.</summary>
    public static bool May(RelatedMachine machine, Caller caller) => PhotoWithdrawal.May(machine.Row.Id, caller, caller.RelationsTo(machine));

    /// <summary>Whether somebody may take away a photo of this machine that an event names.</summary>
    public static bool MayOfProof(RelatedMachine machine, Caller caller) => PhotoWithdrawal.MayOfProof(machine.Row.Id, caller, caller.RelationsTo(machine));

    /// <summary>Takes one away; once more answers the same.</summary>
    public async Task<(WithdrawnPhoto? Photo, Refusal? Why)> WithdrawAsync(
        RelatedMachine machine, string id, PhotoWithdrawalReason reason, Caller caller, CancellationToken cancellationToken)
    {
        var label = machine.Row.Id;

        if (!May(machine, caller))
        {
            return (null, PhotoWithdrawal.Stops(label, isProof: false, reason, caller, caller.RelationsTo(machine)));
        }

        if (await FindAsync(label, id, cancellationToken) is { } before)
        {
            return (before, null);
        }

        if ((await album.ListAsync(label, cancellationToken)).All(photo => photo.Id != id))
        {
            return (null, Refusal.NotFound("not-found"));
        }

        if (PhotoWithdrawal.Stops(label, await IsProofAsync(label, id, cancellationToken), reason, caller, caller.RelationsTo(machine)) is { } refusal)
        {
            return (null, refusal);
        }

        var now = time.GetUtcNow().ToStored();
        var entry = AuditTrail.Entry(now, "photo-withdrawn", caller) with { Code = reason.Code(), About = $"machine/{label} photo/{id}" };
        var withdrawn = new WithdrawnPhoto(id, now, reason, caller.Organisation.Text, caller.Person.Text);
        await album.WithdrawAsync(label, withdrawn, entry, cancellationToken);

        // Somebody else may have been quicker: then it is theirs that is told.
        return (await FindAsync(label, id, cancellationToken) ?? withdrawn, null);
    }

    /// <summary>What is known of a photo of a machine that was taken away; nothing where none was.</summary>
    public async Task<WithdrawnPhoto?> FindAsync(string machine, string id, CancellationToken cancellationToken) =>
        (await album.WithdrawnAsync(machine, cancellationToken)).FirstOrDefault(photo => photo.Id == id);

    /// <summary>Whether an event names a photo of a machine: of the machine, of a paper that it went by, or of what was told of one of these.</summary>
    public async Task<bool> IsProofAsync(string machine, string id, CancellationToken cancellationToken)
    {
        var history = await machines.HistoryAsync(machine, cancellationToken);
        List<string> streams =
        [
            $"machine/{machine}",
            .. history.Events.SelectMany(stored => PhotoPapers.Of(EventCatalog<MachineEvent>.Read(stored.Type, stored.Data.Span))).Distinct(StringComparer.Ordinal),
        ];

        foreach (var about in streams.ToArray())
        {
            var filter = new AggregateFilter { Kind = "incident", About = about, Limit = AggregateFilter.MostRows };
            streams.AddRange((await aggregates.ListAsync(filter, cancellationToken)).Select(related => $"incident/{related.Row.Id}"));
        }

        return await album.IsNamedAsync(streams, id, cancellationToken);
    }
}
