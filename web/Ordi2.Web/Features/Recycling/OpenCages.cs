using System.Collections.Immutable;
using Ordi2.Barcodes;
using Ordi2.Contracts;
using Ordi2.Contracts.Recycling;
using Ordi2.Domain.Recycling;
using Ordi2.Web.Features.Aggregates;

namespace Ordi2.Web.Features.Recycling;

/// <summary>The cages of a workshop that machines go into now, as people call them: by the label that hangs on them.</summary>
internal sealed class OpenCages(PaperDesk papers)
{
    public async Task<ImmutableArray<BatchTerms>> OfAsync(Caller caller, CancellationToken cancellationToken) =>
    [
        .. (await papers.InAsync<BatchTerms, BatchStatus>(caller, "batch", cancellationToken, BatchStatus.Open))
            .Where(batch => batch.Holder == caller.Organisation && BatchDecisions.HoldsMachines(batch.Flow))
            .OrderBy(batch => batch.Container, StringComparer.Ordinal)
            .ThenBy(batch => batch.Id.Text, StringComparer.Ordinal),
    ];

    /// <summary>The batches that somebody may mean by the number of one, or by the label of its cage.</summary>
    public static ImmutableArray<BatchTerms> Meant(ImmutableArray<BatchTerms> cages, string typed)
    {
        ImmutableArray<BatchTerms> numbered = [.. cages.Where(batch => batch.Id.Text == typed)];
        return numbered.IsEmpty ? [.. cages.Where(batch => string.Equals(Hanging(batch.Container), Hanging(typed), StringComparison.OrdinalIgnoreCase))] : numbered;
    }

    /// <summary>What hangs on a cage: the code of one of our labels, however it was read, or what somebody wrote.</summary>
    private static string Hanging(string typed) => LabelReader.Read(typed) switch
    {
        OurLabel ours => ours.Code.Text,
        OurAddress { Kind: LabelKind.Pallet or LabelKind.Carton } ours => ours.Code.Text,
        _ => typed.Trim(),
    };
}
