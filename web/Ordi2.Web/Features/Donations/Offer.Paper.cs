using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Donations;

/// <summary>A donor without a screen answers on paper: the pole notes what stands on it, with the number of the paper.</summary>
internal sealed partial class OfferPage
{
    private const string SaysValue = "value";
    private const string SaysAgreed = "agreed";
    private const string SaysContested = "contested";
    private const string SaysGiven = "given";
    private const string SaysNotGiven = "not-given";

    /// <summary>What the donor answered.</summary>
    [BindProperty]
    public string? Said { get; set; }

    /// <summary>Number of its paper.</summary>
    [BindProperty]
    public string? Paper { get; set; }

    /// <summary>Euros that it wrote.</summary>
    [BindProperty]
    public string? PaperValue { get; set; }

    /// <summary>What it contests.</summary>
    [BindProperty]
    public string? PaperWords { get; set; }

    /// <summary>Which kinds its answer is about that nobody had announced.</summary>
    [BindProperty]
    public string[] PaperTypes { get; set; } = [];

    /// <summary>What a donor may say now; nothing where there is nothing to say.</summary>
    public IReadOnlyList<Choice> Sayings =>
    [
        .. MaySettle
            ? [new(SaysAgreed, Say("offer-paper-agreed")), new(SaysContested, Say("offer-paper-contested"))]
            : Array.Empty<Choice>(),
        .. OffList.IsEmpty ? Array.Empty<Choice>() : [new(SaysGiven, Say("offer-paper-given")), new(SaysNotGiven, Say("offer-paper-not-given"))],
        .. Offer.Status is DonationStatus.Declined or DonationStatus.Cancelled or DonationStatus.Proposed ? Array.Empty<Choice>() : [new(SaysValue, Say("offer-paper-value"))],
    ];

    /// <summary>The kinds that came, that nobody had announced, and about which the donor said nothing.</summary>
    public IReadOnlyList<Choice> OffListKinds => [.. OffList.Select(type => new Choice(type.Code(), Capital(Word(type.Code()))))];

    /// <summary>The donor may agree with the sheet or contest it: nothing waits for an answer already.</summary>
    public bool MaySettle => Offer is { Status: DonationStatus.Received, OpenContest: null };

    public bool PaperIsOpen => Mistakes.For("paper") is not null || Mistakes.For("said") is not null || (Said is not null && Mistakes.Any);

    private ImmutableArray<DeviceType> OffList => [.. Offer.Sheet.Where(line => line is { IsOffList: true, AcceptedOffList: false, RefusedOffList: false }).Select(line => line.Type)];

    public async Task<IActionResult> OnPostPaperAsync()
    {
        var cents = GiftPage.CentsOf(PaperValue);
        ImmutableArray<DeviceType> types = [.. OffList.Where(type => PaperTypes.Contains(type.Code(), StringComparer.Ordinal))];
        Mistakes
            .Unless(Sayings.Any(one => one.Value == Said), "said", Say("choose-one"))
            .Unless(Typed(Paper) is not null, "paper", Say("say-paper-number"))
            .Unless(Said is not SaysValue || cents is not null, "paperValue", Say("gift-value-wrong"))
            .Unless(Said is not SaysContested || Typed(PaperWords) is not null, "paperWords", Say("contest-say-what"))
            .Unless(Said is not (SaysGiven or SaysNotGiven) || !types.IsEmpty, "paperTypes", Say("choose-one"));

        if (Mistakes.Any)
        {
            return Page();
        }

        var paper = Typed(Paper)!;
        DonationCommand command = Said switch
        {
            SaysValue => new StateValue(cents!.Value, paper),
            SaysAgreed => new ReconcileDonation(Reconciliation.SignedByDonor, paper, OnPaper: true),
            SaysContested => new ContestSheet(Typed(PaperWords)!, paper),
            SaysGiven => new AcceptOffList(paper) { Types = types },
            _ => new RefuseOffList(paper) { Types = types },
        };
        return await StayAsync(command, Say("offer-paper-noted"), "paper");
    }
}
