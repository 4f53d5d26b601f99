using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Ordi2.Contracts;
using Ordi2.Contracts.Calls;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Dossiers;
using Ordi2.Domain.Organisations;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Calls;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Dossiers;

/// <summary>One dossier on the table: checked by the pole, judged by the jury, decided with quantities. Whoever is linked to it steps back.</summary>
internal sealed partial class JudgePage(PaperDesk papers, CallDesk calls, DossierFiles files, JurorDesk jurors, Houses houses, IGrainFactory grains)
    : RolePage(Role.Coordinator, Role.Animator, Role.Partner, Role.Donor, Role.Supervisor)
{
    private const int BestMark = 20;
    private const int MostPoints = 100;

    [BindProperty]
    public string? Step { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Points { get; set; }

    [BindProperty]
    public string? Person { get; set; }

    public DossierTerms Dossier { get; private set; } = null!;

    public CallTerms? Call { get; private set; }

    public Juror? Seat { get; private set; }

    public DossierFile History { get; private set; } = new();

    public Names Names { get; private set; } = Names.None;

    public ImmutableArray<JurorCandidate> Candidates { get; private set; } = [];

    public bool IsItsPole => Caller.Role is Role.Coordinator && Dossier.Pole == Caller.Organisation;

    /// <summary>The EPN is the pole itself, before the law: its own people say nothing, the rest of the jury decides.</summary>
    public bool IsOfThePole { get; private set; }

    /// <summary>Whether the reader decides on this dossier: the pole, or in its place the jury.</summary>
    public bool Decides => IsOfThePole ? Seat is not null && !IsRecused : IsItsPole;

    /// <summary>The form that was sent is the one by which somebody of the jury steps back.</summary>
    public bool IsRecusing => HttpMethods.IsPost(Request.Method) && Request.Query["handler"] == "Recuse";

    public bool IsRecused => Dossier.Recusals.Any(one => one.Person == Caller.Person);

    public ImmutableArray<Criterion> Criteria => Call?.Plan.Criteria ?? [];

    /// <summary>The jury judges; where there is none, the pole does.</summary>
    public bool MayScore => !IsRecused && (Seat is not null || (IsItsPole && Call is null or { Jury.IsEmpty: true })) && May("score");

    /// <summary>Those who may still be recused, for the pole; the reader, for a member of the jury.</summary>
    public IReadOnlyList<Choice> Recusable =>
    [
        .. (Call?.Jury ?? [])
            .Where(juror => Dossier.Recusals.All(one => one.Person != juror.Person) && (IsItsPole || juror.Person == Caller.Person))
            .Select(juror => new Choice(juror.Person.Text, juror.Person == Caller.Person ? Say("juror-you") : CalledOf(juror.Person, juror.Role))),
    ];

    private string Address => $"/dossiers/{Dossier.Id}/judge";

    public string Action(string handler) => $"{Address}?handler={handler}";

    public static string MarkOf(int index) => string.Create(CultureInfo.InvariantCulture, $"mark-{index}");

    public static string QuantityOf(int line) => string.Create(CultureInfo.InvariantCulture, $"quantity-{line}");

    public string? MarkAt(int index) => Request.HasFormContentType && Request.Form.ContainsKey(MarkOf(index))
        ? Request.Form[MarkOf(index)].ToString()
        : History.Of(Caller.Person)?.Marks.FirstOrDefault(mark => mark.Criterion == Criteria[index].Name)?.Mark.ToString(CultureInfo.InvariantCulture);

    /// <summary>What was asked for, as far as the call still has it.</summary>
    public string? QuantityAt(int line) => Request.HasFormContentType && Request.Form.ContainsKey(QuantityOf(line))
        ? Request.Form[QuantityOf(line)].ToString()
        : Math.Min(Dossier.Needs[line].Requested, Call?.Left.FirstOrDefault(one => one.Type == Dossier.Needs[line].Type)?.Quantity ?? int.MaxValue).ToString(CultureInfo.InvariantCulture);

    public string CalledOf(PersonId person, Role role) => Candidates.FirstOrDefault(one => one.Juror.Person == person)?.Called ?? Capital(Word(role.Code()));

    /// <summary>Whether the life of a dossier has this step where it stands, for who judges it.</summary>
    public bool May(string step) =>
        (Decides || step is "score" or "recuse-juror")
        && DossierLife.Table.Stops(Dossier.Id.Text, step, Dossier.Status, Caller, repeated: false, [.. Relations()]) is null;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var cancelled = HttpContext.RequestAborted;

        if (await papers.OneAsync<DossierTerms>(Caller, "dossier", (string?)RouteData.Values["id"] ?? string.Empty, cancelled) is not { } dossier)
        {
            context.Result = NotFound();
            return;
        }

        Dossier = dossier;
        var call = dossier.Call is { } id ? await calls.OneAsync(Caller, id.Text, cancelled) : null;
        (Call, Seat) = (call?.Terms, call?.SeatOf(Caller));

        // Who applied reads the dossier on its own page; this one is for who judges.
        if (!IsItsPole && Seat is null)
        {
            context.Result = NotFound();
            return;
        }

        IsOfThePole = dossier.Pole is { } pole
            && await houses.ProfileAsync(pole.Text) is { } coordinating
            && await houses.ProfileAsync(dossier.Epn.Text) is { } epn
            && Accreditations.SameLegalPerson(epn, coordinating);
        History = await files.OfAsync(dossier.Id, cancelled);
        Names = await papers.NamesAsync([dossier.Epn, dossier.Partner, dossier.Pole, .. dossier.Recusals.Select(one => (OrganisationId?)one.Organisation)]);
        Candidates = IsItsPole && call is not null ? await jurors.CandidatesAsync(Caller, cancelled) : [];
        await base.OnPageHandlerExecutionAsync(context, next);
    }

    public IActionResult OnGet()
    {
        Points = History.Of(Caller.Person)?.Points.ToString(CultureInfo.InvariantCulture);
        return Page();
    }

    private IEnumerable<Relation> Relations()
    {
        if (IsItsPole)
        {
            yield return Relation.ItsPole;
        }

        if (Seat is not null)
        {
            yield return Relation.ItsJury;

            if (IsOfThePole)
            {
                yield return Relation.ItsJudge;
            }
        }
    }

    private PageResult Wrong(string field, string sentence)
    {
        Mistakes.Add(field, sentence);
        return Page();
    }

    private async Task<IActionResult> DoAsync(DossierCommand command, string sentence, string field = FormMistakes.Form) =>
        IsDone(await grains.GetGrain<IDossierGrain>($"dossier/{Dossier.Id}").DoAsync(command, Caller, Once(command, Dossier.Id.Text)), field)
            ? Onward(Address, sentence)
            : Page();
}
