using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Rounds;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Donations;
using Ordi2.Domain.Machines;
using Ordi2.Ledger.Donations;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Documents;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Donations;

/// <summary>One gift: what is next, what became of each machine, the papers. What is shown of a machine is what its donor may see.</summary>
internal sealed partial class DonationPage(PaperDesk papers, DonationQueries donations, MachineQueries machines, Houses houses, IGrainFactory grains) : RolePage(Role.Donor)
{
    [BindProperty]
    public bool Agreed { get; set; }

    /// <summary>Of the convention that was read.</summary>
    [BindProperty]
    public string? Seal { get; set; }

    [BindProperty]
    public string? Value { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string[] Types { get; set; } = [];

    [BindProperty]
    public string? Answer { get; set; }

    public DonationTerms Donation { get; private set; } = null!;

    /// <summary>What the donor is about to sign; nothing where there is nothing to sign.</summary>
    public ShownConvention? Convention { get; private set; }

    public Balance Balance { get; private set; } = Balance.Of([]);

    public ImmutableArray<MachineRow> Machines { get; private set; } = [];

    public ImmutableArray<DocumentTerms> Papers { get; private set; } = [];

    public Names Names { get; private set; } = Names.None;

    public string? Next { get; private set; }

    public string? First { get; private set; }

    /// <summary>Kinds that came and that nobody had announced, without an answer.</summary>
    public ImmutableArray<DeviceType> OffList => [.. Donation.Sheet.Where(line => line is { IsOffList: true, AcceptedOffList: false, RefusedOffList: false }).Select(line => line.Type)];

    public bool MayCancel => Donation.Status is DonationStatus.Draft or DonationStatus.Proposed or DonationStatus.Accepted or DonationStatus.Signed;

    public bool MayStateValue => Donation.Status is not (DonationStatus.Declined or DonationStatus.Cancelled);

    private string Address => $"/donations/{Donation.Id}";

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (Caller.Role is not Role.Donor
            || await papers.OneAsync<DonationTerms>(Caller, "donation", (string?)RouteData.Values["id"] ?? string.Empty, HttpContext.RequestAborted) is not { } donation)
        {
            context.Result = NotFound();
            return;
        }

        Donation = donation;
        await ReadAsync(Request.Query["cursor"]);
        await base.OnPageHandlerExecutionAsync(context, next);
    }

    public Task<IActionResult> OnPostProposeAsync() => Donation.Pole is { } pole
        ? DoAsync(new ProposeDonation(pole), Say("donation-proposed"))
        : Task.FromResult<IActionResult>(Page());

    public async Task<IActionResult> OnPostSignAsync()
    {
        Agreed = ConventionText.IsAgreed(this, Convention, Seal, Agreed);
        return !Agreed ? Page() : await DoAsync(new SignDonation(DonationParty.Donor, ConventionText.NumberOf(Donation)), Say("donation-signed"));
    }

    /// <summary>Yes or no to what nobody had announced, kind by kind.</summary>
    public async Task<IActionResult> OnPostOffListAsync()
    {
        if (OffList.IsEmpty)
        {
            return Redirect(Address);
        }

        ImmutableArray<DeviceType> chosen = [.. Types.Select(text => Codes.TryParse<DeviceType>(text, out var type) ? type : (DeviceType?)null).OfType<DeviceType>().Where(OffList.Contains).Distinct()];
        Mistakes
            .Unless(!chosen.IsEmpty, "types", Say("choose-one"))
            .Unless(Answer is "yes" or "no", "answer", Say("choose-one"));

        return Mistakes.Any ? Page()
            : Answer is "yes" ? await DoAsync(new AcceptOffList { Types = chosen }, Say("donation-off-list-accepted"), "types")
            : await DoAsync(new RefuseOffList { Types = chosen }, Say("donation-off-list-refused"), "types");
    }

    public async Task<IActionResult> OnPostSettleAsync()
    {
        Mistakes.Unless(Agreed, "agreed", Say("say-agreed"));
        return Mistakes.Any ? Page() : await DoAsync(new ReconcileDonation(Reconciliation.SignedByDonor, $"EE-{Donation.Id}"), Say("donation-settled"));
    }

    public async Task<IActionResult> OnPostValueAsync()
    {
        var cents = GiftPage.CentsOf(Value);
        Mistakes.Unless(cents is not null, "value", Say("gift-value-wrong"));
        return Mistakes.Any ? Page() : await DoAsync(new StateValue(cents!.Value), Say("donation-value-stated"), "value");
    }

    public async Task<IActionResult> OnPostCancelAsync()
    {
        Mistakes.Unless(Typed(Reason) is not null, "reason", Say("say-reason"));
        return Mistakes.Any ? Page() : await DoAsync(new CancelDonation(Reason!.Trim()), Say("donation-cancelled"), "reason");
    }

    /// <summary>What the donor says that it is worth; else what its announcement adds up to, as such.</summary>
    public string ValueWords =>
        Donation.StatedValue is { } stated ? Euros(stated.Cents)
        : Donation.Announced.Any(line => line.UnitValueCents is not null) ? Say("donation-value-announced", Euros(Donation.Announced.Sum(line => (line.UnitValueCents ?? 0L) * line.Quantity)))
        : Say("donation-value-unsaid");

    /// <summary>How the numbers stand: contested, short of what was picked up, right or wrong.</summary>
    public string BalanceWords =>
        Balance is { Closes: false, Differs: > 0, Counted: { } counted } ? Say("balance-differs", Number(counted))
        : !Balance.Closes ? Say("balance-open")
        : Donation.OpenContest is not null || Rounds.Any(round => round.Status is RoundStatus.Disputed) ? Say("balance-contested")
        : Balance.LostOnTheWay > 0 ? Count("balance-lost", Balance.LostOnTheWay.Value)
        : Say("balance-closes");

    public string Euros(long cents) => Texts.Reader.Euros(cents / 100m, ReadersLanguage);

    private async Task<IActionResult> DoAsync(DonationCommand command, string sentence, string field = FormMistakes.Form)
    {
        if (IsDone(await grains.GetGrain<IDonationGrain>($"donation/{Donation.Id}").DoAsync(command, Caller, Once(command, Donation.Id.Text)), field))
        {
            return Onward(Address, sentence);
        }

        FormMistakes.Renew(HttpContext);
        return Page();
    }

    private async Task ReadAsync(string? cursor)
    {
        var counted = await donations.CountAsync(Donation.Id.Text, HttpContext.RequestAborted);
        var beside = Balance.Of(counted.SelectMany(count => Enumerable.Repeat(count.Status, count.Count)))
            .Beside(Donation.CountedAt is null ? [] : [(Donation.Sheet.Sum(line => line.Received), counted.Where(count => ArrivedCount.HasCome(count.Status)).Sum(count => count.Count))]);
        Balance = DonationPapers.BalanceOf(beside, [Donation]);

        try
        {
            var page = await machines.ListAsync(new MachineFilter { Donation = Donation.Id.Text, Cursor = cursor, Limit = PaperDesk.PageLength }, HttpContext.RequestAborted);
            Machines = page.Rows;
            Next = page.Cursor is null ? null : $"{Address}?cursor={Uri.EscapeDataString(page.Cursor)}#machines";
            First = cursor is null ? null : $"{Address}#machines";
        }
        catch (InvalidCursorException)
        {
            First = $"{Address}#machines";
        }

        Papers = (await papers.ListAsync<DocumentTerms>(
            Caller, "document", filter => filter with { About = $"donation/{Donation.Id}", Limit = PaperDesk.PageLength }, HttpContext.RequestAborted)).Items;
        Convention = Donation.Status is DonationStatus.Accepted && !Donation.SignedBy.Contains(DonationParty.Donor)
            ? await ConventionText.OfAsync(grains, houses, Donation, ReadersLanguage)
            : null;
        Rounds = await RoundsAsync();
        Names = await papers.NamesAsync([Donation.Pole, Donation.Receiver, (OrganisationId?)Donation.Donor, .. SheetContests.Answering(Donation), .. Rounds.Select(round => (OrganisationId?)round.Carrier)]);
    }
}
