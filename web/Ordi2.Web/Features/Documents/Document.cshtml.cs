using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Json;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Offices;
using Ordi2.Web.Http;

namespace Ordi2.Web.Features.Documents;

/// <summary>One document as it was made, to be read and printed.</summary>
[Authorize]
internal sealed partial class DocumentPage(DocumentShelf shelf, Houses houses, Signers signers, PaperDoors doors, IConfiguration configuration, IGrainFactory grains) : FormPage
{
    private SeenDocument _document = null!;

    public DocumentTerms Terms => _document.Terms;

    public OrganisationNames Names { get; } = new(houses);

    /// <summary>The data that it was made of; nothing for who sees only that there is such a document.</summary>
    public DataLines? Data { get; private set; }

    /// <summary>The signature that was drawn, and by whom.</summary>
    public (string Strokes, string By)? Drawing { get; private set; }

    /// <summary>The pages of the gift, the loan… that it is about, as far as the reader may open them; at most one of a kind.</summary>
    public Dictionary<string, string> Doors { get; } = new(StringComparer.Ordinal);

    public bool Shows(string field) => _document.Seen.Shows(field);

    /// <summary>Where anybody who has the paper in hand may ask whether it is genuine.</summary>
    public string VerifyAt => PublicAddress.Of(configuration, Request, $"/verify/{Uri.EscapeDataString(Terms.Id.Text)}");

    /// <summary>The same for programs: what the API answers, as a file.</summary>
    public async Task<IActionResult> OnGetDataAsync(string number) => await shelf.FindAsync(HttpContext, number) is { } document
        ? File(JsonSerializer.SerializeToUtf8Bytes(CallerSight.Cut(document.Terms, document.Seen), WireJson.Options), "application/json", $"{document.Terms.Id}.json")
        : NotFound();

    /// <summary>Whether it is a report that spreadsheets read, and the reader sees all of it.</summary>
    public bool IsTable => _document.Seen.IsAll && ReportTable.Is(Terms.Kind);

    /// <summary>A report as a table for a spreadsheet.</summary>
    public async Task<IActionResult> OnGetTableAsync(string number) =>
        await shelf.FindAsync(HttpContext, number) is { Seen.IsAll: true } document && ReportTable.Of(document.Terms, ReadersLanguage) is { } rows
            ? File(FrenchCsv.Write(rows), FrenchCsv.ContentType, $"{document.Terms.Id}.csv")
            : NotFound();

    public async Task<IActionResult> OnGetAsync(string number)
    {
        if (!await FindAsync(number))
        {
            return NotFound();
        }

        Capacity = Word(HttpContext.Caller().Role.Code());
        return Page();
    }

    private async Task<bool> FindAsync(string number)
    {
        if (await shelf.FindAsync(HttpContext, number) is not { } document)
        {
            return false;
        }

        _document = document;
        await Names.LearnAsync([Terms.Issuer.Text, .. DocumentsPage.OrganisationsIn(Terms.About), .. Terms.Signatories.Select(one => one.Organisation.Text), .. Terms.Signatures.Select(one => one.Organisation.Text)]);

        foreach (var about in Terms.About.Select(reference => reference.Split('/', 2)).Where(one => one.Length > 1).DistinctBy(one => one[0], StringComparer.Ordinal))
        {
            if (await doors.AddressAsync(HttpContext.Caller(), about[0], about[1], HttpContext.RequestAborted) is { } address)
            {
                Doors[about[0]] = address;
            }
        }

        if (Shows("content"))
        {
            using var content = JsonDocument.Parse(Terms.Content);
            var people = HttpContext.Caller().SeesPeopleOf(Terms.Issuer.Text);
            await Names.LearnAsync(DataLines.OrganisationsIn(content.RootElement));
            var persons = people ? await signers.NamesAsync(DataLines.PersonsIn(content.RootElement), this) : null;
            Data = DataLines.Of(content.RootElement, people, Names, ReadersLanguage, person: id => persons?.GetValueOrDefault(id));
            Drawing = DataLines.DrawingIn(content.RootElement);
            Correctable = [.. DataLines.TextsIn(content.RootElement).Take(MostTexts)];
        }

        return true;
    }
}
