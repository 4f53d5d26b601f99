using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Web.Features.Shared.Ui;
using TightenRestrictions = Ordi2.Contracts.Donations.TightenRestrictions;

namespace Ordi2.Web.Features.Donations;

/// <summary>What a donor changes of a gift: how many of each, as long as the pole has not taken it; and what may be done with it, which only becomes stricter.</summary>
internal sealed partial class DonationPage
{
    private const int MostOfAKind = 100_000;

    [BindProperty]
    public bool ResaleForbidden { get; set; }

    [BindProperty]
    public bool StatutoryPurposeOnly { get; set; }

    [BindProperty]
    public bool ReuseProofDue { get; set; }

    /// <summary>Codes of the only receivers that are allowed from now on; none leaves it as it is.</summary>
    [BindProperty]
    public string[] Recipients { get; set; } = [];

    /// <summary>The highest price in euros, as it was typed; empty leaves it as it is.</summary>
    [BindProperty]
    public string? MaxPrice { get; set; }

    /// <summary>Who may still be chosen: what was ruled out stays so.</summary>
    public IReadOnlyList<Choice> RecipientChoices =>
    [
        .. (Donation.Restrictions.AllowedRecipients.IsEmpty ? [.. Enum.GetValues<RecipientCategory>()] : Donation.Restrictions.AllowedRecipients)
            .Select(one => new Choice(one.Code(), Capital(Word(one.Code())))),
    ];

    public bool MayChangeLines => Donation.Status is DonationStatus.Draft or DonationStatus.Proposed;

    public bool MayTighten => Donation.Status is not (DonationStatus.Declined or DonationStatus.Cancelled) && !(Donation.Restrictions is { ResaleForbidden: true, StatutoryPurposeOnly: true, ReuseProofDue: true, AllowedRecipients.Length: 1 });

    /// <summary>The lines as the form showed them: what is typed is about those, also where the gift was changed since.</summary>
    [BindProperty]
    public string? Shown { get; set; }

    public string ShownLines => JsonSerializer.Serialize(Donation.Announced, WireJson.Options);

    /// <summary>The kinds that are not announced.</summary>
    public IEnumerable<DeviceType> OtherTypes => NewDonationPage.Types.Except(Donation.Announced.Select(line => line.Type));

    public static string LineField(int line) => string.Create(CultureInfo.InvariantCulture, $"line-{line}");

    /// <summary>What was typed, else what is announced.</summary>
    public string? LineValue(int line) => (WasShown(line) ? Sent(LineField(line)) : null) ?? Donation.Announced[line].Quantity.ToString(CultureInfo.InvariantCulture);

    public string? Sent(string field) => Request.HasFormContentType && Request.Form.ContainsKey(field) ? Request.Form[field].ToString() : null;

    public async Task<IActionResult> OnPostLinesAsync()
    {
        var lines = ImmutableArray.CreateBuilder<AnnouncedLine>();
        var shown = LinesIn(Shown) ?? Donation.Announced;

        for (var i = 0; i < shown.Length; i++)
        {
            Add(LineField(i), shown[i], needed: true);
        }

        foreach (var type in NewDonationPage.Types.Except(shown.Select(line => line.Type)))
        {
            Add(NewDonationPage.FieldOf(type), new(type, 0, WithMedia: true), needed: false);
        }

        Mistakes.Unless(lines.Count > 0 || Mistakes.Any, LineField(0), Say("gift-nothing"));

        if (Mistakes.Any)
        {
            return Page();
        }

        // By the first half of a double click, or by somebody else: a number that was typed for one line is never taken for another.
        if (!shown.SequenceEqual(Donation.Announced))
        {
            if (lines.SequenceEqual(Donation.Announced))
            {
                return Onward(Address, Say("donation-lines-changed"));
            }

            Mistakes.Add(FormMistakes.Form, Say("donation-lines-meanwhile"));
            return Page();
        }

        return await DoAsync(new ChangeLines { Announced = lines.ToImmutable() }, Say("donation-lines-changed"), LineField(0));

        // Nothing of a kind takes its line away.
        void Add(string field, AnnouncedLine line, bool needed)
        {
            var typed = Typed(Sent(field));

            if (typed is null && !needed)
            {
                return;
            }

            var count = NumberOf(typed);
            Mistakes.Unless(count is >= 0 and <= MostOfAKind, field, Say("not-a-number"));

            if (count > 0)
            {
                lines.Add((line with { Quantity = count.Value }).AsOfItsKind());
            }
        }
    }

    public Task<IActionResult> OnPostTightenAsync()
    {
        var now = Donation.Restrictions;
        var price = Typed(MaxPrice) is { } typed ? GiftPage.CentsOf(typed) : now.MaxPriceCents;
        Mistakes.Unless(Typed(MaxPrice) is null || price is not null, "maxPrice", Say("donation-price-wrong"));

        if (Mistakes.Any)
        {
            return Task.FromResult<IActionResult>(Page());
        }

        RecipientCategory[] chosen = [.. Enum.GetValues<RecipientCategory>().Where(one => Recipients.Contains(one.Code(), StringComparer.Ordinal))];
        return DoAsync(
            new TightenRestrictions(now with
            {
                ResaleForbidden = now.ResaleForbidden || ResaleForbidden,
                StatutoryPurposeOnly = now.StatutoryPurposeOnly || StatutoryPurposeOnly,
                ReuseProofDue = now.ReuseProofDue || ReuseProofDue,
                MaxPriceCents = price,
                AllowedRecipients = chosen.Length == 0 ? now.AllowedRecipients : [.. chosen],
            }),
            Say("donation-tightened"));
    }

    private bool WasShown(int line) => LinesIn(Shown) is not { } shown || (line < shown.Length && shown[line] == Donation.Announced[line]);

    private static ImmutableArray<AnnouncedLine>? LinesIn(string? text)
    {
        try
        {
            return string.IsNullOrEmpty(text) ? null : JsonSerializer.Deserialize<AnnouncedLine[]>(text, WireJson.Options) is { Length: > 0 } lines ? [.. lines] : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
