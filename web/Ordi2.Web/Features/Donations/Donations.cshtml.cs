using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Donations;

/// <summary>The gifts of a donor: its own and nobody else's.</summary>
internal sealed class DonationsPage(PaperDesk papers, IGrainFactory grains, TimeProvider clock) : RolePage(Role.Donor)
{
    /// <summary>Of which year a report is asked for.</summary>
    [BindProperty]
    public string? Year { get; set; }

    public IReadOnlyList<Choice> Periods => DonorReports.Periods(this, clock.GetUtcNow());

    public ImmutableArray<DonationTerms> Items { get; private set; } = [];

    public string? Status { get; private set; }

    public string? Next { get; private set; }

    public string? First { get; private set; }

    public IReadOnlyList<Choice> Statuses => [new(string.Empty, Say("all-of-them")), .. Enum.GetValues<DonationStatus>().Select(status => new Choice(status.Code(), Word(status)))];

    public async Task OnGetAsync(string? status, string? cursor, CancellationToken cancellationToken)
    {
        Status = Codes.TryParse<DonationStatus>(status, out var wanted) ? wanted.Code() : null;
        var page = await papers.ListAsync<DonationTerms>(Caller, "donation", filter => filter with { Status = Status, After = cursor }, cancellationToken);
        Items = page.Items;
        Next = page.Next is null ? null : $"/donations?status={Status}&cursor={Uri.EscapeDataString(page.Next)}";
        First = cursor is null ? null : $"/donations?status={Status}";
    }

    /// <summary>What became of the machines of the period, as a document of its own.</summary>
    public async Task<IActionResult> OnPostReportAsync(CancellationToken cancellationToken)
    {
        if (DonorReports.RequestOf(Caller.Organisation, Typed(Year)) is { } request)
        {
            var reply = await DonorReports.MakeAsync(grains, request, Caller, Once(request));

            if (IsDone(reply, "year") && reply is Done<DocumentTerms> { Value.Id: var number })
            {
                return Onward($"/documents/{number}", Say("report-made"));
            }

            FormMistakes.Renew(HttpContext);
        }
        else
        {
            Mistakes.Add("year", Say("choose-one"));
        }

        await OnGetAsync(null, null, cancellationToken);
        return Page();
    }

    public static Tone ToneOf(DonationStatus status) => status switch
    {
        DonationStatus.Accepted or DonationStatus.Received => Tone.Warn,
        DonationStatus.Reconciled or DonationStatus.Closed => Tone.Good,
        DonationStatus.Declined or DonationStatus.Cancelled => Tone.Neutral,
        _ => Tone.Info,
    };
}
