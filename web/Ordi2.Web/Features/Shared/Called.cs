using System.Globalization;
using Ordi2.Barcodes;
using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Handovers;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Recycling;

namespace Ordi2.Web.Features.Shared;

/// <summary>What people call a thing that has no name of its own: what is in it. Its number stands beside, for who has to tell two of them apart.</summary>
internal static class Called
{
    /// <summary>A label as people read it: <c>H4T 9CXB</c>.</summary>
    public static string Machine(string label) => LabelCode.TryParse(label, out var code) ? code.InGroups() : label;

    /// <summary>How many machines of which kinds: « 12 portables, 3 écrans ».</summary>
    public static string Gift(WebPage page, DonationTerms gift) => string.Join(", ", gift.Announced
        .GroupBy(line => line.Type)
        .Select(kind => MachineWords.Of(page, kind.Key, kind.Sum(line => line.Quantity))));

    /// <summary>« 2019 », or the day: who announces by the year alone says its first day (domain.md 2.3).</summary>
    public static string Bought(WebPage page, DateOnly day) => day is { Month: 1, Day: 1 } ? day.Year.ToString(CultureInfo.InvariantCulture) : page.Date(day);

    /// <summary>How far a gift is, with the day: « compté le 4 décembre 2026 ».</summary>
    public static string Day(WebPage page, DonationTerms gift) => gift switch
    {
        { GivenAt: { } given } => page.Say("gift-day-given", page.Date(given)),
        { SignedAt: { } signed } => page.Say("gift-day-signed", page.Date(signed)),
        { Clauses.FetchBefore: { } before } => page.Say("gift-day-before", page.Date(before)),
        _ => "–",
    };

    /// <summary>« 5 machines ».</summary>
    public static string Delivery(WebPage page, DeliveryTerms delivery) => page.Count("called-machines", delivery.Machines.Length);

    /// <summary>« 5 machines ».</summary>
    public static string Handover(WebPage page, HandoverTerms handover) => page.Count("called-machines", handover.Machines.Length);

    /// <summary>« Petit informatique, 12 machines ».</summary>
    public static string Batch(WebPage page, BatchTerms batch) => $"{WebPage.Capital(page.Word(batch.Flow.Code()))}, {page.Count("called-machines", batch.Machines.Length)}";

    /// <summary>« avec Horizon Emploi, jusqu'au 4 décembre 2026 ».</summary>
    public static string Loan(WebPage page, LoanTerms loan, string with) => page.Say("called-loan", with, page.Date(FrenchCalendar.StartOf(loan.To)));

    /// <summary>« n° 4dm8xrd337k4zkp1 ».</summary>
    public static string Number(WebPage page, object id) => page.Say("called-number", id);

    /// <summary>What a reference as <c>machine/H4T9CXB</c> or <c>delivery/…</c> leads to.</summary>
    public static string Reference(WebPage page, string reference) => reference.Split('/', 2) switch
    {
        ["machine", var label] => Machine(label),
        [_, var id] => Number(page, id),
        _ => reference,
    };
}
