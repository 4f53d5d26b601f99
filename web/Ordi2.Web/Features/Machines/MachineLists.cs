using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Domain.Access;
using Ordi2.Domain.Aggregates;
using Ordi2.Ledger.Aggregates;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Access;

namespace Ordi2.Web.Features.Machines;

/// <summary>Which machines of a list somebody may see, in the API and on the pages.</summary>
internal static class MachineLists
{
    /// <summary>No more than the caller may see; nothing at all for somebody else's machines, or by what the caller may not know of them.</summary>
    public static async ValueTask<(MachineFilter Filter, Seen Seen)?> NarrowAsync(
        MachineFilter filter, Caller caller, AggregateQueries aggregates, CancellationToken cancellationToken)
    {
        var organisation = caller.Organisation.Text;

        // The machines of a delivery are among the few of its dossier, which an index finds.
        if (filter is { Delivery: { } delivery, Dossier: null })
        {
            if (await aggregates.GetAsync("delivery", delivery, cancellationToken) is not { } named)
            {
                return null;
            }

            using var terms = JsonDocument.Parse(named.Body);
            filter = filter with { Dossier = terms.RootElement.GetProperty("dossier").GetString() };
        }

        if (filter.Loan is { } loan && await aggregates.GetAsync("loan", loan, cancellationToken) is null)
        {
            return null;
        }

        if (caller.Role is Role.System)
        {
            return (filter, caller.SeenOf("machine", RelationSet.None));
        }

        if (caller.Role is Role.Coordinator)
        {
            return (filter with { Pole = organisation }, caller.SeenOf("machine", RelationSet.Of(Relation.ItsPole)));
        }

        foreach (var (kind, id) in ((string, string?)[])[("donation", filter.Donation), ("dossier", filter.Dossier), ("delivery", filter.Delivery), ("loan", filter.Loan), ("batch", filter.Batch)])
        {
            if (id is not null
                && await aggregates.GetAsync(kind, id, organisation, cancellationToken) is { } paper
                && CallerSight.OfPaper(caller, paper) is { IsNothing: false } seen)
            {
                return Asked(filter).All(seen.Shows) ? (filter, seen) : null;
            }
        }

        var own = caller.SeenOf("machine", RelationSet.Of(Relation.ItsHolder));
        return !own.IsNothing && (filter.Holder is null || filter.Holder == organisation) && Asked(filter).All(field => field is "holder" || own.Shows(field))
            ? (filter with { Holder = organisation }, own)
            : null;
    }

    /// <summary>The fields that a filter tells something of.</summary>
    private static IEnumerable<string> Asked(MachineFilter filter)
    {
        if (filter.Site is not null)
        {
            yield return "site";
        }

        if (filter.Holder is not null)
        {
            yield return "holder";
        }

        if (filter.Donation is not null)
        {
            yield return "donation";
        }

        // Of a delivery it follows, and says no more than that does.
        if (filter is { Dossier: not null, Delivery: null })
        {
            yield return "dossier";
        }

        if (filter.Owner is not null)
        {
            yield return "owner";
        }

        if (filter.Delivery is not null)
        {
            yield return "delivery";
        }

        if (filter.Loan is not null)
        {
            yield return "loan";
        }

        if (filter.Batch is not null)
        {
            yield return "batch";
        }

        if (filter.DueBefore is not null)
        {
            yield return "dueAt";
        }
    }
}
