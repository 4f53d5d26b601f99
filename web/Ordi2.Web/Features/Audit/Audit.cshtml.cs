using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Access;
using Ordi2.Domain.Aggregates;
using Ordi2.Ledger.Audit;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Organisations;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;
using Ordi2.Web.Http;

namespace Ordi2.Web.Features.Audit;

/// <summary>What was refused and what was administered among the organisations of a pole, the latest first, in words; and the same as a table.</summary>
internal sealed class AuditPage(IAuditLog log, PoleMembers members, PaperDesk papers) : RolePage(Role.Coordinator)
{
    private const int RowsOfAPage = 50;
    private const int RowsAtOnce = 500;

    /// <summary>A spreadsheet gets so many, the latest: who needs older ones asks for a period.</summary>
    private const int MostOfTable = 10_000;

    [BindProperty(SupportsGet = true)]
    public string? Organisation { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? What { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Since { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Until { get; set; }

    public ImmutableArray<AuditLine> Lines { get; private set; } = [];

    public string? Next { get; private set; }

    public string? First { get; private set; }

    public IReadOnlyList<Choice> Organisations { get; private set; } = [];

    public IReadOnlyList<Choice> Whats => [new(string.Empty, Say("audit-all")), .. AuditWords.Known.Select(what => new Choice(what, AuditWords.WhatOf(this, what))).OrderBy(choice => choice.Label, StringComparer.Ordinal)];

    public string Table => AddressOf("handler", "Table");

    private AuditFilter Filter => new()
    {
        Pole = Caller.Organisation.Text,
        PoleRelation = RelationSet.Of(Relation.ItsPole).Bits,
        Organisation = Typed(Organisation),
        What = Typed(What),
        Since = DayOf(Since) is { } first ? FrenchCalendar.StartOf(first) : null,

        // The last day is counted too.
        Until = DayOf(Until) is { } last ? FrenchCalendar.StartOf(last.AddDays(1)) : null,
        Limit = RowsOfAPage,
    };

    public async Task OnGetAsync(string? cursor, CancellationToken cancellationToken)
    {
        Organisations = [new(string.Empty, Say("audit-all")), .. (await members.AllAsync(Caller, cancellationToken)).Select(one => new Choice(one.Id.Text, one.Name))];
        var page = await PageAsync(Filter with { Cursor = Typed(cursor) }, cancellationToken);
        Lines = [.. await LinesAsync(page.Entries)];
        Next = page.Cursor is { } next ? AddressOf("cursor", next) : null;
        First = cursor is null ? null : AddressOf();
    }

    /// <summary>The same as a table for a spreadsheet, up to <see cref="MostOfTable"/> lines.</summary>
    public async Task<IActionResult> OnGetTableAsync(CancellationToken cancellationToken)
    {
        List<AuditEntry> entries = [];

        for (string? cursor = null; entries.Count < MostOfTable;)
        {
            var page = await PageAsync(Filter with { Cursor = cursor, Limit = RowsAtOnce }, cancellationToken);
            entries.AddRange(page.Entries);

            if ((cursor = page.Cursor) is null)
            {
                break;
            }
        }

        List<object?[]> rows = [[.. SayAll("audit-when", "audit-what", "audit-why", "audit-who", "audit-person", "audit-about", "audit-times")]];
        rows.AddRange((await LinesAsync(entries)).Select(line => (object?[])[Moment(line.At), line.What, line.Why, line.Who, line.Person, line.About, line.Times]));
        return File(FrenchCsv.Write(rows), FrenchCsv.ContentType, $"audit_{Today:yyyy-MM-dd}.csv");
    }

    /// <summary>A cursor that is none of ours begins anew.</summary>
    private async Task<Ledger.Audit.AuditPage> PageAsync(AuditFilter filter, CancellationToken cancellationToken)
    {
        try
        {
            return await log.ListAsync(filter, cancellationToken);
        }
        catch (InvalidCursorException)
        {
            return await log.ListAsync(filter with { Cursor = null }, cancellationToken);
        }
    }

    private async Task<IEnumerable<AuditLine>> LinesAsync(IReadOnlyList<AuditEntry> entries)
    {
        var names = await papers.NamesAsync(entries.Select(entry => entry.Organisation is { } id ? new OrganisationId(id) : (OrganisationId?)null));
        return entries.Select(entry => AuditWords.LineOf(this, entry, entry.Organisation is { } id ? names[new(id)] : null));
    }

    private string AddressOf(string? name = null, string? value = null)
    {
        var asked = new[] { ("organisation", Organisation), ("what", What), ("since", Since), ("until", Until), (name ?? string.Empty, value) }
            .Where(one => !string.IsNullOrEmpty(one.Item2))
            .Select(one => $"{one.Item1}={Uri.EscapeDataString(one.Item2!)}")
            .ToArray();
        return asked.Length == 0 ? "/audit" : $"/audit?{string.Join('&', asked)}";
    }
}
