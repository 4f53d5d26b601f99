using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Processes;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Deliveries;

/// <summary>The boxes of two deliveries were mixed up: each consignee keeps what it has, and both notes are replaced.</summary>
internal sealed class NewExchangePage(IGrainFactory grains) : RolePage(Role.Coordinator)
{
    /// <summary>The machines of the first delivery, one a line.</summary>
    [BindProperty]
    public string? First { get; set; }

    /// <summary>Those of the second one, in the same order.</summary>
    [BindProperty]
    public string? Second { get; set; }

    [BindProperty]
    public string? FirstDocument { get; set; }

    [BindProperty]
    public string? SecondDocument { get; set; }

    public async Task<IActionResult> OnPostAsync()
    {
        var (first, second) = (Read(First, "first"), Read(Second, "second"));
        Mistakes
            .Unless(first.Length == second.Length || Mistakes.Any, "second", Say("exchange-not-as-many"))
            .Unless(Typed(FirstDocument) is not null, "firstDocument", Say("say-number"))
            .Unless(Typed(SecondDocument) is not null, "secondDocument", Say("say-number"));

        if (Mistakes.Any)
        {
            return Page();
        }

        var command = new StartExchange(FirstDocument!.Trim(), SecondDocument!.Trim()) { Pairs = [.. first.Zip(second, (one, other) => new ExchangePair(one, other))] };
        var commandId = Once(command);
        var reply = await grains.GetGrain<IProcessGrain>($"process/{AggregateIds.Make("process", commandId)}").DoAsync(command, Caller, commandId);

        if (IsDone(reply) && reply is Done<ProcessTerms> { Value.Reason: { } why })
        {
            Refuse(why);
        }

        if (Mistakes.Any)
        {
            FormMistakes.Renew(HttpContext);
            return Page();
        }

        return Onward("/alerts", Count("exchange-done", first.Length));
    }

    private ImmutableArray<MachineId> Read(string? text, string field)
    {
        var read = TypedLabels.Read(text).ToArray();

        foreach (var (line, _) in read.Where(one => one.Machine is null))
        {
            Mistakes.Add(field, Say("handover-no-label", line));
        }

        Mistakes.Unless(read.Length > 0, field, Say("handover-say-machines"));
        return [.. read.Select(one => one.Machine).OfType<MachineId>()];
    }
}
