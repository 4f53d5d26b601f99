using Microsoft.AspNetCore.Mvc;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Shared;

namespace Ordi2.Web.Features.Directory;

/// <summary>One organisation of the public directory.</summary>
internal sealed class EntryPage(DirectoryReader directory) : WebPage
{
    public DirectoryEntry Entry { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken)
    {
        if (!AggregateIds.IsOne(id) || await directory.FindAsync(id, cancellationToken) is not { } found)
        {
            return NotFound();
        }

        Entry = found;
        return Page();
    }
}
