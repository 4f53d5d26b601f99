using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Ordi2.Contracts;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Organisations;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Donations;

/// <summary>What every gift says, however its machines are listed; announcing it is the same for both.</summary>
internal abstract class GiftPage(IGrainFactory grains, Houses houses) : RolePage(Role.Donor)
{
    private const decimal HighestValue = 1_000_000m;

    [BindProperty]
    public string? Basis { get; set; }

    [BindProperty]
    public bool WithMedia { get; set; }

    [BindProperty]
    public string? Place { get; set; }

    [BindProperty]
    public string? FetchBefore { get; set; }

    [BindProperty]
    public string? Back { get; set; }

    [BindProperty]
    public string? Owner { get; set; }

    /// <summary>Who erases the media.</summary>
    [BindProperty]
    public string? ErasedBy { get; set; }

    /// <summary>How they are erased, in words.</summary>
    [BindProperty]
    public string? EraseMethod { get; set; }

    /// <summary>Within how many days of the reception.</summary>
    [BindProperty]
    public string? EraseWithin { get; set; }

    /// <summary>When the machines become the receiver's.</summary>
    [BindProperty]
    public string? Passes { get; set; }

    /// <summary>The receiver commits itself to re-use.</summary>
    [BindProperty]
    public bool Commitment { get; set; }

    /// <summary>What most conventions leave as it is stands behind a line; something is wrong in it.</summary>
    public bool ClausesAreOpen => Mistakes.For("erasedBy") is not null || Mistakes.For("eraseWithin") is not null || Mistakes.For("passes") is not null;

    public IReadOnlyList<Choice> Erasers => [.. Enum.GetValues<DonationParty>().OrderByDescending(side => side is DonationParty.Receiver).Select(side => new Choice(side.Code(), Say($"gift-erased-by-{side}")))];

    public IReadOnlyList<Choice> Moments => [.. Enum.GetValues<OwnershipMoment>().Select(moment => new Choice(moment.Code(), Say($"gift-passes-{moment}")))];

    /// <summary>The donor, with the pole that its gifts go to.</summary>
    public OrganisationProfile House { get; private set; } = null!;

    public IReadOnlyList<Choice> Bases => [.. ((LegalBasis[])[LegalBasis.Mecenat238Bis, LegalBasis.CgpppL321223, LegalBasis.CgpppL321222, LegalBasis.PrivateIndividual])
        .Select(basis => new Choice(basis.Code(), Word(basis.Code())))];

    public IReadOnlyList<Choice> Refusals => [.. Enum.GetValues<RefusalDefault>().Select(choice => new Choice(choice.Code(), Say($"gift-refused-{choice}")))];

    /// <summary>Who becomes the owner after the receiver (domain.md 2.7); the usual one first.</summary>
    public IReadOnlyList<Choice> Owners => [.. Enum.GetValues<OwnershipPattern>().Select(choice => new Choice(choice.Code(), Say($"gift-owner-{choice}")))];

    /// <summary>The State and its bodies say what a machine is worth: at most what the law allows.</summary>
    public bool IsPublic => House.Form is OrganisationForm.StateService or OrganisationForm.LocalAuthority;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (Caller.Role is not Role.Donor || await houses.ProfileAsync(Caller.Organisation.Text) is not { } house)
        {
            context.Result = NotFound();
            return;
        }

        House = house;

        if (!Request.HasFormContentType || !Request.Form.ContainsKey("basis"))
        {
            // Nothing was asked yet: what most gifts say.
            Basis = (IsPublic ? LegalBasis.CgpppL321223 : LegalBasis.Mecenat238Bis).Code();
            Back = RefusalDefault.ReturnToDonor.Code();
            Owner = OwnershipPattern.PoleOrWorkshop.Code();
            WithMedia = true;
            ErasedBy = ConventionClauses.Usual.ErasedBy.Code();
            EraseWithin = ConventionClauses.Usual.EraseWithinDays.ToString(CultureInfo.InvariantCulture);
            Passes = ConventionClauses.Usual.Moment.Code();
            Commitment = IsPublic;
        }

        await base.OnPageHandlerExecutionAsync(context, next);
    }

    /// <summary>Euros as people type them, in cents: <c>12,50</c>, <c>1 200 €</c>.</summary>
    internal static int? CentsOf(string? text)
    {
        var plain = string.Concat((text ?? string.Empty).Where(symbol => !char.IsWhiteSpace(symbol) && symbol is not '€')).Replace(',', '.');
        return decimal.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var euros) && euros <= HighestValue
            ? (int)decimal.Round(euros * 100, MidpointRounding.AwayFromZero)
            : null;
    }

    /// <summary>What is wrong with the part that both forms ask.</summary>
    protected void CheckTerms() => Mistakes
        .Unless(Codes.TryParse<LegalBasis>(Basis, out _), "basis", Say("choose-one"))
        .Unless(Codes.TryParse<RefusalDefault>(Back, out _), "back", Say("choose-one"))
        .Unless(string.IsNullOrWhiteSpace(Owner) || Codes.TryParse<OwnershipPattern>(Owner, out _), "owner", Say("choose-one"))
        .Unless(string.IsNullOrWhiteSpace(FetchBefore) || DayOf(FetchBefore) is not null, "fetchBefore", Say("choose-day"))
        .Unless(Typed(ErasedBy) is null || Codes.TryParse<DonationParty>(ErasedBy, out _), "erasedBy", Say("choose-one"))
        .Unless(Typed(EraseWithin) is null || NumberOf(EraseWithin) is >= 1 and <= 365, "eraseWithin", Say("gift-erase-within-wrong"))
        .Unless(Typed(Passes) is null || Codes.TryParse<OwnershipMoment>(Passes, out _), "passes", Say("choose-one"))
        .Unless(House.Pole is not null, FormMistakes.Form, Say("gift-no-pole"));

    private async Task<int> MostOfPublicAsync() =>
        ((await grains.GetGrain<IConfigurationGrain>($"configuration/{House.Pole}").GetAsync())?.Rules ?? PoleRules.Default).PublicUnitValueCents;

    /// <summary>Created, with its clauses, and proposed to the pole: three commands whose ids follow from the form.</summary>
    protected async Task<IActionResult> AnnounceAsync(ImmutableArray<AnnouncedLine> lines)
    {
        var basis = Codes.TryParse<LegalBasis>(Basis, out var why) ? why : LegalBasis.Mecenat238Bis;
        var back = Codes.TryParse<RefusalDefault>(Back, out var turn) ? turn : RefusalDefault.ReturnToDonor;
        // What a public body gives has a limit, which the pole's rules say: asked first, so that no draft is left of it.
        if (IsPublic && lines.Max(line => line.UnitValueCents ?? 0) is var dearest && dearest > await MostOfPublicAsync())
        {
            Refuse(Refusal.Conflict("unit-value-too-high", "1", Number(dearest / 100m, 2), Number(await MostOfPublicAsync() / 100m, 2)), "value");
            return Page();
        }

        var owner = Codes.TryParse<OwnershipPattern>(Owner, out var pattern) ? pattern : OwnershipPattern.PoleOrWorkshop;
        var create = new CreateDonation(Caller.Organisation, basis) { Announced = lines, Pole = House.Pole, RefusalDefault = back, Ownership = owner };
        var commandId = Once(create, $"{Place}/{FetchBefore}");
        var id = AggregateIds.Make("donation", commandId);
        var grain = grains.GetGrain<IDonationGrain>($"donation/{id}");

        if (!IsDone(await grain.DoAsync(create, Caller, commandId)))
        {
            return Page();
        }

        // From here on there is a draft: what is refused now is said on its own page, where it can be finished.
        var clauses = new SetClauses(ConventionClauses.Usual with
        {
            ErasedBy = Codes.TryParse<DonationParty>(ErasedBy, out var eraser) ? eraser : ConventionClauses.Usual.ErasedBy,
            EraseMethod = Typed(EraseMethod),
            EraseWithinDays = NumberOf(EraseWithin) ?? ConventionClauses.Usual.EraseWithinDays,
            Moment = Codes.TryParse<OwnershipMoment>(Passes, out var moment) ? moment : ConventionClauses.Usual.Moment,
            PlaceOfDeposit = Typed(Place),
            FetchBefore = DayOf(FetchBefore),
            ReuseCommitment = Commitment,
        });
        var propose = new ProposeDonation(House.Pole!.Value);
        var stopped = await grain.DoAsync(clauses, Caller, Once(clauses, id)) is Refused<DonationTerms> unclear ? unclear.Reason
            : await grain.DoAsync(propose, Caller, Once(propose, id)) is Refused<DonationTerms> refused ? refused.Reason
            : null;
        return stopped is null
            ? Onward($"/donations/{id}", Count("gift-announced", lines.Sum(line => line.Quantity)))
            : Onward($"/donations/{id}", $"{Say("gift-is-draft")} {Why(stopped)}", Tone.Warn);
    }
}
