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
        var batches = (await papers.ListAsync<BatchTerms>(me.Caller, "batch", cancellationToken: cancellationToken)).Items.Where(batch => batch.Recycler == me.Caller.Organisation).ToArray();

        return
        [
            new("recycler-take", "/batches", batches.Any(batch => batch.Status >= BatchStatus.HandedOver)),
            new("recycler-accept", Of(batches, BatchStatus.HandedOver), batches.Any(batch => batch.Status >= BatchStatus.Accepted)),
            new("recycler-prove", Of(batches, BatchStatus.Accepted, BatchStatus.RefusedPart), batches.Any(batch => batch.Status is BatchStatus.Proven)),
        ];
    }

    private static string Of(BatchTerms[] batches, params BatchStatus[] waits) =>
        Array.Find(batches, batch => waits.Contains(batch.Status)) is { } one ? $"/batches/{one.Id}" : "/batches";
}
