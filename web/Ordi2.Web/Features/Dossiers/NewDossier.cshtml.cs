using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Ordi2.Contracts;
using Ordi2.Contracts.Calls;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Organisations;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Calls;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Dossiers;

/// <summary>An EPN begins a dossier; it is a draft until both have signed and the EPN files it.</summary>
internal sealed class NewDossierPage(CallDesk calls, PartnerSearch partners, Houses houses, IGrainFactory grains) : DossierForm
{
    public const string WithoutCall = "none";

    [BindProperty(SupportsGet = true)]
    public string? Call { get; set; }

    [BindProperty]
    public string? Partner { get; set; }

    [BindProperty]
    public string? PartnerNumber { get; set; }

    [BindProperty]
    public string? Project { get; set; }

    [BindProperty]
    public string? Mode { get; set; }

    [BindProperty]
    public string? Kind { get; set; }

    public OrganisationProfile House { get; private set; } = null!;

    /// <summary>The calls that may be answered.</summary>
    public ImmutableArray<CallTerms> Open { get; private set; } = [];

    public ImmutableArray<OrganisationProfile> KnownPartners { get; private set; } = [];

    /// <summary>Which call it answers is asked first: machines and themes follow from it. What was typed since is never thrown away for it.</summary>
    public bool ChoosesCall => Open.Length > 0 && Answers is null && Call is not WithoutCall && !HttpMethods.IsPost(Request.Method);

    public IReadOnlyList<Choice> Partners => [.. KnownPartners.Select(one => new Choice(one.Id.Text, one.Name))];

    public IReadOnlyList<Choice> Modes => [.. Enum.GetValues<ProvisionMode>().Select(mode => new Choice(mode.Code(), Say($"dossier-mode-{mode}"), Say($"dossier-mode-{mode}-hint")))];

    public IReadOnlyList<Choice> Kinds => [.. Enum.GetValues<AccompanimentKind>().Select(kind => new Choice(kind.Code(), Say($"session-kind-{kind}"), Say($"session-kind-{kind}-hint")))];

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (Caller.Role is Role.Animator)
        {
            var cancelled = HttpContext.RequestAborted;
            House = await houses.ProfileAsync(Caller.Organisation.Text) ?? throw new InvalidOperationException($"{Caller.Organisation} is not known.");
            Open = House.Pole is { } pole ? await calls.ToAnswerAsync(Caller, pole, cancelled) : [];
            Answers = Open.FirstOrDefault(one => one.Id.Text == Call) ?? await BegunAsync(cancelled);
            KnownPartners = await partners.KnownAsync(Caller, cancelled);
        }

        await base.OnPageHandlerExecutionAsync(context, next);
    }

    public void OnGet() => (Mode, Kind) = (ProvisionMode.Loan.Code(), AccompanimentKind.Animator.Code());

    public async Task<IActionResult> OnPostAsync()
    {
        Mistakes.Unless(Answers is not null || Call is WithoutCall || (Call is null && Open.IsEmpty), FormMistakes.Form, Say("dossier-call-gone"));
        var partner = await ReadPartnerAsync();
        var knownMode = Codes.TryParse<ProvisionMode>(Mode, out var mode);
        var knownKind = Codes.TryParse<AccompanimentKind>(Kind, out var kind);
        Mistakes
            .Unless(Typed(Project) is not null, "project", Say("dossier-say-project"))
            .Unless(knownMode, "mode", Say("choose-one"));
        var (needs, sessions, plan) = Read();
        Mistakes
            .Unless(knownKind, "kind", Say("choose-one"))
            .Unless(House.Pole is not null, FormMistakes.Form, Say("gift-no-pole"));

        if (Mistakes.Any || partner is null)
        {
            return Page();
        }

        var command = new CreateDossier(Caller.Organisation, partner.Id, House.Pole!.Value, Project!.Trim())
        {
            Needs = needs,
            Mode = mode,
            Sessions = sessions,
            Accompaniment = kind,
            ExitPlan = Typed(ExitPlan),
            Call = Answers?.Id,
            Plan = plan,
        };
        var commandId = Once(command);
        var id = AggregateIds.Make("dossier", commandId);

        if (await grains.GetGrain<IDossierGrain>($"dossier/{id}").DoAsync(command, Caller, commandId) is Refused<DossierTerms> { Reason: var reason })
        {
            Refuse(reason, FieldOf(reason));
            return Page();
        }

        return Onward($"/dossiers/{id}", Say(Answers is { Status: not (CallStatus.Published or CallStatus.Open) } ? "dossier-kept-late" : "dossier-kept"));
    }

    /// <summary>The call that the form was opened for: a dossier of it is kept as a draft even where it closed meanwhile (domain.md 5).</summary>
    private async Task<CallTerms?> BegunAsync(CancellationToken cancellationToken) =>
        HttpMethods.IsPost(Request.Method) && Call is not (null or WithoutCall) && (await calls.OneAsync(Caller, Call, cancellationToken))?.Terms is { } call && call.Pole == House.Pole
            ? call
            : null;

    /// <summary>Chosen among those that are known, or found by a number or its whole name; never one and the same legal person as the EPN.</summary>
    private async Task<OrganisationProfile?> ReadPartnerAsync()
    {
        var byNumber = Typed(PartnerNumber) is not null;
        var field = byNumber ? "partnerNumber" : "partner";
        var found = byNumber ? await partners.FindAsync(PartnerNumber!, HttpContext.RequestAborted) : [.. KnownPartners.Where(one => one.Id.Text == Partner)];

        if (byNumber && PartnerSearch.NumberOf(PartnerNumber!) is null && PartnerNumber!.Count(char.IsLetter) < 2)
        {
            Mistakes.Add(field, Say("partner-number-wrong"));
        }
        else if (byNumber && PartnerSearch.NumberOf(PartnerNumber!) is { } own && (own == House.Siren || own == House.Rna || own == House.OtherNumber?.Number))
        {
            Mistakes.Add(field, Say("partner-is-itself"));
        }
        else if (found.IsEmpty)
        {
            Mistakes.Add(field, Say(byNumber ? "partner-unknown" : "partner-choose"));
        }
        else if (found.Length > 1)
        {
            // Several parts of one house have its number: the choice goes on with their names.
            KnownPartners = [.. KnownPartners.Concat(found).DistinctBy(one => one.Id)];
            PartnerNumber = null;
            Mistakes.Add("partner", Say("partner-several"));
        }
        else if (Accreditations.SameLegalPerson(found[0], House))
        {
            Mistakes.Add(field, Say("partner-is-itself"));
        }
        else
        {
            return found[0];
        }

        return null;
    }
}
