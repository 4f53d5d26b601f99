using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Recycling;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Aggregates;

namespace Ordi2.Web.Features.Guides;

/// <summary>The recycler: take a batch, say what is in it, prove what became of it.</summary>
internal sealed class RecyclerGuide(PaperDesk papers) : IRoleGuide
{
    public Role Role => Role.Recycler;

    public async Task<ImmutableArray<GuideStep>> ReadAsync(SignedIn me, CancellationToken cancellationToken)
    {
        bool IsTaken(BatchTerms batch) => batch.Recycler == me.Caller.Organisation && batch.Status >= BatchStatus.HandedOver;
        bool IsAccepted(BatchTerms batch) => IsTaken(batch) && batch.Status >= BatchStatus.Accepted;
        bool IsProven(BatchTerms batch) => IsTaken(batch) && batch.Status is BatchStatus.Proven;

        var batches = (await papers.UntilAsync<BatchTerms>(me.Caller, "batch", cancellationToken, IsTaken, IsAccepted, IsProven)).Where(batch => batch.Recycler == me.Caller.Organisation).ToArray();

        return
        [
            new("recycler-take", "/batches", batches.Any(IsTaken)),
            new("recycler-accept", Of(batches, BatchStatus.HandedOver), batches.Any(IsAccepted)),
            new("recycler-prove", Of(batches, BatchStatus.Accepted, BatchStatus.RefusedPart), batches.Any(IsProven)),
        ];
    }

    private static string Of(BatchTerms[] batches, params BatchStatus[] waits) =>
        Array.Find(batches, batch => waits.Contains(batch.Status)) is { } one ? $"/batches/{one.Id}" : "/batches";
}
