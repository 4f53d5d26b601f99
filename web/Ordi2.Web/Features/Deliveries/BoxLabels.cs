using Ordi2.Barcodes;
using Ordi2.Contracts;
using Ordi2.Ledger.Labels;
using Ordi2.Web.Features.Scans;

namespace Ordi2.Web.Features.Deliveries;

/// <summary>
/// Which box a scan means, where machines are packed. The square code of a box says what it is; its bars hold seven symbols as those of a
/// machine do, and then it counts for what the label was printed, or that no machine has it while no box is open.
/// </summary>
internal sealed class BoxLabels(PrintedLabels printed, CodeResolver codes)
{
    /// <param name="code">What was read.</param>
    /// <param name="isOpen">Whether machines go into a box already.</param>
    /// <param name="caller">Who packs.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <returns>The code of the box; nothing where it is none.</returns>
    public async Task<LabelCode?> OfAsync(string code, bool isOpen, Caller caller, CancellationToken cancellationToken)
    {
        switch (LabelReader.Read(code))
        {
            case OurAddress { Kind: LabelKind.Carton or LabelKind.Pallet } ours:
                return ours.Code;
            case OurLabel ours when await printed.KindOfAsync(ours.Code.Text, cancellationToken) is { } kind:
                return kind is nameof(LabelKind.Carton) or nameof(LabelKind.Pallet) ? ours.Code : null;
            case OurLabel ours when !isOpen:
                var (_, _, refused) = await codes.FindSeenAsync(ours.Code.Text, caller, cancellationToken);
                return refused is null ? null : ours.Code;
            default:
                return null;
        }
    }
}
