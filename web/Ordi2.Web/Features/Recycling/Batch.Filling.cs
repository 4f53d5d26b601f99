using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Recycling;
using Ordi2.Domain.Recycling;
using Ordi2.Web.Features.Scans;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Recycling;

/// <summary>Machine after machine goes into the open cage by its scan: the same step as on the page of the machine, for this batch.</summary>
internal sealed partial class BatchPage
{
    private const string KeptReason = "scrap-reason";
    private const string KeptBatch = "scrap-batch";
    private const int LongestReason = 200;

    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public bool WithData { get; set; }

    public bool TakesMachines => Holds && Batch.Status is BatchStatus.Open && BatchDecisions.HoldsMachines(Batch.Flow);

    /// <summary>What leaves for good is decided by the supervisor (domain.md 4.3, transition 29).</summary>
    public bool MayScan => TakesMachines && Caller.Role is Role.Supervisor;

    /// <summary>Why the last one went into this cage; of another cage it says nothing. Looking at it again does not lose it.</summary>
    private string? ReasonOfTheLast => TempData.Peek(KeptBatch) as string == Batch.Id.Text ? TempData.Peek(KeptReason) as string : null;

    public async Task<IActionResult> OnPostScanAsync()
    {
        IsScan(Code);
        Mistakes
            .Unless(Typed(Code) is not null, "code", Why(Refusal.Invalid("nothing-scanned")))
            .Unless(Typed(Reason) is { Length: <= LongestReason }, "reason", Say("say-reason"));

        if (Mistakes.Any)
        {
            return Page();
        }

        var command = new Scrap(Reason!.Trim(), Batch.Id, WithData) { Confirmed = Confirmed };
        var answer = await scans.SendAsync(Caller, new PageScan(Once(command, Code!.Trim()), Code.Trim(), command));

        if (answer.Stopped() is { } reason)
        {
            AsksTwice = reason.Code is "sorted-for-reuse" or "cage-for-other-kinds";
            Confirmed = false;
            Refuse(reason, "code");
            FormMistakes.Renew(HttpContext);
            return Page();
        }

        // The next one goes into this cage for the same reason until somebody says another. That data is in one says nothing of the next.
        (TempData[KeptReason], TempData[KeptBatch]) = (command.Reason, Batch.Id.Text);
        return Onward(Address, Say("batch-machine-in", Label(answer.Receipt!.Machine)));
    }
}
