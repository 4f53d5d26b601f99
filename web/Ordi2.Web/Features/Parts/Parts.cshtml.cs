using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Parts;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Parts;

/// <summary>The parts of a workshop: those in stock first.</summary>
internal sealed class PartsPage(PaperDesk papers) : RolePage(Role.Operator, Role.Storekeeper, Role.Supervisor)
{
    public ImmutableArray<PartTerms> Items { get; private set; } = [];

    public string? Next { get; private set; }

    public string? First { get; private set; }

    public async Task OnGetAsync(string? cursor, CancellationToken cancellationToken)
    {
        var page = await papers.FirstInAsync<PartTerms, PartStatus>(Caller, "part", "type", cursor, cancellationToken, PartStatus.InStock, PartStatus.Removed);
        Items = page.Items;
        Next = page.Next is null ? null : $"/parts?cursor={Uri.EscapeDataString(page.Next)}";
        First = cursor is null ? null : "/parts";
    }

    public static Tone ToneOf(PartTerms part) => part.Status switch
    {
        PartStatus.InStock or PartStatus.Removed => Tone.Good,
        PartStatus.Fitted => Tone.Info,
        _ => Tone.Neutral,
    };
}
