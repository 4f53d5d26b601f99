using System.Collections.Immutable;
using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Access;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Documents;
using Ordi2.Ledger.Aggregates;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Aggregates;

namespace Ordi2.Web.Features.Documents;

/// <summary>The sheets of the workshop among the documents: by their number, and in the list of the documents of their machine.</summary>
internal sealed class Sheets : IRowless
{
    private const string MachinePrefix = "machine/";

    public async Task<RelatedRow?> OneAsync(HttpContext context, string id) =>
        WorkSheets.MachineOf(new DocumentId(id)) is { } machine
        && (await OfAsync(context, machine)).FirstOrDefault(sheet => sheet.Id.Text == id) is { } found
            ? Row(found, context.Caller())
            : null;

    public async Task<ImmutableArray<RelatedRow>> WithAsync(HttpContext context, ImmutableArray<RelatedRow> rows, AggregateFilter filter)
    {
        if (filter is not { About: { } about, Organisation: null, DueBefore: null, Word: null } || !about.StartsWith(MachinePrefix, StringComparison.Ordinal))
        {
            return rows;
        }

        var caller = context.Caller();
        var sheets = (await OfAsync(context, new MachineId(about[MachinePrefix.Length..])))
            .Where(sheet => (filter.Status is null || sheet.Status.Code() == filter.Status) && (filter.Sort is null || sheet.Kind.Code() == filter.Sort) && (filter.After is null || string.CompareOrdinal(sheet.Id.Text, filter.After) > 0))
            .Select(sheet => Row(sheet, caller))
            .Where(row => !caller.SeenOf(row).IsNothing);

        return [.. rows.Concat(sheets).OrderBy(row => row.Row.Id, StringComparer.Ordinal).Take(filter.Limit)];
    }

    /// <summary>A number that anybody may make up wakes no grain: the machine must be there.</summary>
    public static async Task<ImmutableArray<DocumentTerms>> OfAsync(HttpContext context, MachineId machine) =>
        await context.RequestServices.GetRequiredService<MachineQueries>().GetAsync(machine.Text, context.RequestAborted) is { } row && row.Id == machine.Text
            ? await context.RequestServices.GetRequiredService<IGrainFactory>().GetGrain<IMachineGrain>($"{MachinePrefix}{machine}").SheetsAsync()
            : [];

    private static RelatedRow Row(DocumentTerms sheet, Caller caller) => new(
        new(Kinds.Document.Name, sheet.Id.Text, sheet.Status.Code(), [], JsonSerializer.Serialize(sheet, WireJson.Options), sheet.Version),
        RelationSet.Of(Kinds.Document.Parties(new(sheet.Id) { Terms = sheet }), caller.Organisation).Bits);
}
