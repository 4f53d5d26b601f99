using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Web.Features.Accounts;

namespace Ordi2.Web.Features.Donations;

/// <summary>A gift announced in three minutes: how many of each kind, where they are, until when.</summary>
internal sealed class NewDonationPage(IGrainFactory grains, Houses houses) : GiftPage(grains, houses)
{
    private const int Most = 100_000;

    public static readonly ImmutableArray<DeviceType> Types = [.. Enum.GetValues<DeviceType>().Where(type => type is not DeviceType.Unknown)];

    [BindProperty]
    public string? Year { get; set; }

    [BindProperty]
    public string? Value { get; set; }

    /// <summary>The day on which a public body took them out of use.</summary>
    [BindProperty]
    public string? Reformed { get; set; }

    /// <summary>Their media are classified or specially protected.</summary>
    [BindProperty]
    public bool Protected { get; set; }

    public static string FieldOf(DeviceType type) => $"count-{type.Code()}";

    public string? CountOf(DeviceType type) => Request.HasFormContentType ? Request.Form[FieldOf(type)].ToString() : null;

    public async Task<IActionResult> OnPostAsync()
    {
        var year = NumberOf(Year);
        Mistakes
            .Unless(string.IsNullOrWhiteSpace(Year) || (year >= 1980 && year <= Today.Year), "year", Say("gift-year-wrong", Today.Year.ToString(CultureInfo.InvariantCulture)))
            .Unless(string.IsNullOrWhiteSpace(Value) ? !IsPublic : CentsOf(Value) is not null, "value", Say(IsPublic ? "gift-value-needed" : "gift-value-wrong"));

        var reformed = IsPublic ? DayOf(Reformed) : null;
        Mistakes.Unless(!IsPublic || string.IsNullOrWhiteSpace(Reformed) || (reformed is { } day && day <= Today && !(year > day.Year)), "reformed", Say("gift-reformed-wrong"));

        // Of a year alone the first day: a machine is not made younger than it is.
        DateOnly? bought = year is >= 1980 and <= 9999 ? new DateOnly(year.Value, 1, 1) : null;
        List<AnnouncedLine> lines = [];

        foreach (var type in Types)
        {
            var text = CountOf(type);

            if (string.IsNullOrWhiteSpace(text) || text.Trim() is "0")
            {
                continue;
            }

            var count = NumberOf(text);
            Mistakes.Unless(count is >= 1 and <= Most, FieldOf(type), Say("not-a-count"));
            lines.Add(new AnnouncedLine(type, count ?? 0, bought, CentsOf(Value), WithMedia, reformed, IsPublic && Protected).AsOfItsKind());
        }

        Mistakes.Unless(lines.Count > 0, FieldOf(Types[0]), Say("gift-nothing"));
        CheckTerms();
        return Mistakes.Any ? Page() : await AnnounceAsync([.. lines]);
    }
}
