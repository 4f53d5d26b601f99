using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Recycling;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Recycling;

/// <summary>The batches of waste of a workshop or of a recycler, what waits for this reader first.</summary>
internal sealed class BatchesPage(PaperDesk papers) : RolePage(Role.Recycler, Role.Storekeeper, Role.Supervisor)
{
    // Beyond these a carrier shows its receipt for a load (domain.md 2.9): 100 kg of dangerous waste, 500 kg of other.
    private const long MostDangerous = 100_000;
    private const long MostHarmless = 500_000;

    public ImmutableArray<BatchTerms> Items { get; private set; } = [];

    public Names Names { get; private set; } = Names.None;

    public string? Next { get; private set; }

    public string? First { get; private set; }

    public bool Treats => Caller.Role is Role.Recycler;

    public async Task OnGetAsync(string? cursor, CancellationToken cancellationToken)
    {
        var page = await papers.ListAsync<BatchTerms>(Caller, "batch", filter => filter with { After = cursor }, cancellationToken);
        Items = [.. page.Items.OrderBy(batch => !Waits(batch, Treats)).ThenBy(batch => batch.Status).ThenBy(batch => batch.Id.Text, StringComparer.Ordinal)];
        Names = await papers.NamesAsync(Items.SelectMany(batch => (OrganisationId?[])[batch.Holder, batch.Recycler]));
        Next = page.Next is null ? null : $"/batches?cursor={Uri.EscapeDataString(page.Next)}";
        First = cursor is null ? null : "/batches";
    }

    /// <summary>Whether the reader's side has the next step.</summary>
    public static bool Waits(BatchTerms batch, bool treats) => treats
        ? batch.Status is BatchStatus.HandedOver or BatchStatus.Accepted or BatchStatus.RefusedPart
        : batch.Status is BatchStatus.Open or BatchStatus.Closed or BatchStatus.Weighed;

    /// <summary>The papers that the law asks for at this point, and that are not there.</summary>
    public static IEnumerable<string> MissingPapers(BatchTerms batch)
    {
        if (batch.Register is { SlipNumber: null, Traceability: not TraceabilityDocument.NoneNonHazardous })
        {
            yield return "slip";
        }

        if (batch.Register is { CarrierReceipt: null, NetGrams: var grams } && grams > (batch.WasteCode.EndsWith('*') ? MostDangerous : MostHarmless))
        {
            yield return "receipt";
        }

        if (batch.Status is BatchStatus.Accepted or BatchStatus.RefusedPart && batch.Proof is null)
        {
            yield return "proof";
        }
    }

    public static Tone ToneOf(BatchStatus status) => status switch
    {
        BatchStatus.HandedOver => Tone.Info,
        BatchStatus.Accepted or BatchStatus.RefusedPart => Tone.Warn,
        BatchStatus.Proven => Tone.Good,
        _ => Tone.Neutral,
    };
}
