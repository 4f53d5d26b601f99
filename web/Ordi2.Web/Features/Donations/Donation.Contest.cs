using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Rounds;

namespace Ordi2.Web.Features.Donations;

/// <summary>The donor does not agree with the sheet: in its words, with how many of which kind it gave.</summary>
internal sealed partial class DonationPage
{
    /// <summary>What is wrong with the sheet.</summary>
    [BindProperty]
    public string? SheetWords { get; set; }

    /// <summary>Whether the donor may agree or contest: nothing waits for an answer already.</summary>
    public bool MayAnswerSheet => Donation is { Status: DonationStatus.Received, OpenContest: null };

    /// <summary>Whether the form was sent back with something to mend.</summary>
    public bool ContestIsOpen => Mistakes.For("sheetWords") is not null || Donation.Sheet.Any(line => Mistakes.For(GivenField(line.Type)) is not null);

    /// <summary>What the donor contested, with what was answered.</summary>
    public SheetContests Contests => new(this, Donation, Names);

    public static string GivenField(DeviceType type) => $"given-{type.Code()}";

    public async Task<IActionResult> OnPostContestAsync()
    {
        var given = ImmutableArray.CreateBuilder<TypeCount>();

        foreach (var type in Donation.Sheet.Select(line => line.Type))
        {
            if (Typed(Sent(GivenField(type))) is { } typed)
            {
                var count = NumberOf(typed);
                Mistakes.Unless(count is >= 0 and <= MostOfAKind, GivenField(type), Say("not-a-number"));
                given.Add(new(type, count));
            }
        }

        Mistakes.Unless(Typed(SheetWords) is not null, "sheetWords", Say("contest-say-what"));
        return Mistakes.Any ? Page() : await DoAsync(new ContestSheet(SheetWords!.Trim()) { Given = given.ToImmutable() }, Say("contest-sent"), "sheetWords");
    }
}
