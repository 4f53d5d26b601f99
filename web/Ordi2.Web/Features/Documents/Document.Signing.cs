using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Documents;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Documents;

/// <summary>Each party signs for itself; the issuer writes down what was signed on paper, and says what happens to a paper that is wrong.</summary>
internal sealed partial class DocumentPage
{
    private const int MostTexts = 100;

    /// <summary>As what somebody signs.</summary>
    [BindProperty]
    public string? Capacity { get; set; }

    /// <summary>The organisation that signed on paper.</summary>
    [BindProperty]
    public string? PaperFor { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>Why a paper is replaced.</summary>
    [BindProperty]
    public string? Wrong { get; set; }

    /// <summary>Path of the text that is wrong.</summary>
    [BindProperty]
    public string? Field { get; set; }

    /// <summary>What should stand there.</summary>
    [BindProperty]
    public string? Right { get; set; }

    public (string Path, string Text)[] Correctable { get; private set; } = [];

    public IEnumerable<Choice> Fields => Correctable.Select(one => new Choice(one.Path, $"{NamesOf(one.Path)} : {Names.Of(DataLines.Words(one.Text, ReadersLanguage))}"));

    /// <summary>Who has not signed yet.</summary>
    public IEnumerable<Signatory> Missing => DocumentDecisions.Unsigned(Terms);

    /// <summary>Whether this reader has to sign, and has not.</summary>
    public bool MaySign => May("sign") && Missing.Any(one => one.Organisation == Caller.Organisation && one.Role == Caller.Role);

    /// <summary>Those who may have signed on paper, where the reader keeps the issuer's papers.</summary>
    public IReadOnlyList<Choice> OnPaper => Terms.Issuer == Caller.Organisation && May("sign")
        ? [.. Missing.Where(one => one.Organisation != Caller.Organisation).Select(one => one.Organisation).Distinct().Select(one => new Choice(one.Text, Names.Of(one.Text)))]
        : [];

    public string Action(string handler) => $"{Address}?handler={handler}";

    private Caller Caller => HttpContext.Caller();

    private string Address => $"/documents/{Uri.EscapeDataString(Terms.Id.Text)}";

    /// <summary>Whether the life of a document has this step where it stands, and this reader the right to it. A sheet of the workshop is no document of its own.</summary>
    public bool May(string step) => !IsSheet && DocumentLife.Table.Stops(
        Terms.Id.Text,
        step,
        Terms.Status,
        Caller,
        repeated: false,
        Terms.Issuer == Caller.Organisation ? Relation.ItsIssuer : Relation.Anybody,
        Terms.Signatories.Any(one => one.Organisation == Caller.Organisation && one.Role == Caller.Role) ? Relation.ItsSignatory : Relation.Anybody) is null;

    /// <summary>What a receipt says is said in the receipt, and not in its paper.</summary>
    public bool MayReplace => May("replace") && Terms.Kind is not DocumentKind.TaxReceipt && Correctable.Length > 0;

    public bool MayCancel => May("cancel") && Terms.Kind is not DocumentKind.TaxReceipt;

    /// <summary>In which capacity somebody signed on paper, beside the capacity in which one signs oneself.</summary>
    public string PaperCapacity => MaySign ? "paper-capacity" : "capacity";

    private bool IsSheet => WorkSheets.MachineOf(Terms.Id) is not null;

    public Task<IActionResult> OnPostSignAsync(string number) => FoundAsync(number, async () =>
    {
        Mistakes.Unless(!string.IsNullOrWhiteSpace(Capacity), "capacity", Say("document-say-capacity"));
        return Mistakes.Any ? Page() : await DoAsync(new SignDocument(Capacity!.Trim()), Say("document-is-signed"), "capacity");
    });

    public Task<IActionResult> OnPostPaperAsync(string number) => FoundAsync(number, async () =>
    {
        // Also one that was written down meanwhile, by the first half of a double click.
        Mistakes
            .Unless(Terms.Signatories.Any(one => one.Organisation.Text == PaperFor), "paperFor", Say("choose-one"))
            .Unless(!string.IsNullOrWhiteSpace(Capacity), PaperCapacity, Say("document-say-capacity"));
        return Mistakes.Any
            ? Page()
            : await DoAsync(new SignDocument(Capacity!.Trim()) { OnPaperFor = new OrganisationId(PaperFor!) }, Say("document-paper-noted"), "paperFor");
    });

    public Task<IActionResult> OnPostSealAsync(string number) => FoundAsync(number, () => WithReasonAsync(reason => new SealDocument(reason), Say("document-is-sealed"), "seal-reason"));

    public Task<IActionResult> OnPostCancelAsync(string number) => FoundAsync(number, () => WithReasonAsync(reason => new CancelDocument(reason), Say("document-cancelled-now"), "reason"));

    public Task<IActionResult> OnPostReplaceAsync(string number) => FoundAsync(number, async () =>
    {
        Mistakes
            .Unless(!string.IsNullOrWhiteSpace(Wrong), "wrong", Say("say-reason"))
            .Unless(!string.IsNullOrWhiteSpace(Field), "field", Say("choose-one"))
            .Unless(!string.IsNullOrWhiteSpace(Right), "right", Say("document-say-right"));
        return Mistakes.Any
            ? Page()
            : await DoAsync(new ReplaceDocument(Wrong!.Trim()) { Corrections = [new(Field!, Right!.Trim())] }, Say("document-replaced-now"), "right");
    });

    private async Task<IActionResult> FoundAsync(string number, Func<Task<IActionResult>> then) => await FindAsync(number) ? await then() : NotFound();

    private async Task<IActionResult> WithReasonAsync(Func<string, DocumentCommand> command, string sentence, string field)
    {
        if (!string.IsNullOrWhiteSpace(Reason))
        {
            return await DoAsync(command(Reason.Trim()), sentence, field);
        }

        Mistakes.Add(field, Say("say-reason"));
        return Page();
    }

    private async Task<IActionResult> DoAsync(DocumentCommand command, string sentence, string field)
    {
        if (await grains.GetGrain<IDocumentGrain>($"document/{Terms.Id}").DoAsync(command, Caller, Once(command, Terms.Id.Text)) is not Refused<DocumentTerms> refused)
        {
            Tell(sentence);
            return Redirect(Address);
        }

        Refuse(refused.Reason, field);
        FormMistakes.Renew(HttpContext);
        return Page();
    }

    private string NamesOf(string path) => string.Join(" – ", path.Split('.').Select(name => DataLines.NameOf(name, ReadersLanguage)));
}
