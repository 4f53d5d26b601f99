using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Web.Features.Inbox;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Homes;

/// <summary>The encadrant: exceptions first, each with the way to settle it.</summary>
internal sealed class SupervisorHome(Exceptions exceptions, HeldMachines held) : IRoleHome
{
    public Role Role => Role.Supervisor;

    public async Task<HomeView> ReadAsync(HomePage page, CancellationToken cancellationToken)
    {
        var tasks = new List<HomeTask>();
        var waiting = (await exceptions.ListAsync(page.Caller, ExceptionKind.Waiting, page.ReadersLanguage, null, HeldMachines.Counted, cancellationToken)).Items;

        if (waiting.Count(item => item.IsProposal) is > 0 and var proposals)
        {
            tasks.Add(new("/inbox", page.Count("todo-proposals", proposals), proposals, Tone: Tone.Warn));
        }

        foreach (var (kind, tone) in ((ExceptionKind, Tone)[])[(ExceptionKind.Claimed, Tone.Warn), (ExceptionKind.Blocked, Tone.Bad), (ExceptionKind.WipeFailed, Tone.Bad)])
        {
            await AddAsync(kind, tone);
        }

        if (waiting.Count(item => item.Waiting.Any(scan => scan.Settle is not "triage")) is > 0 and var stopped)
        {
            tasks.Add(new("/inbox", page.Count("todo-held", stopped), stopped, Tone: Tone.Warn));
        }

        if (waiting.Count(item => !item.Row.Findings.IsEmpty) is > 0 and var findings)
        {
            tasks.Add(new("/inbox", page.Count("todo-findings", findings), findings, Tone: Tone.Warn));
        }

        await AddAsync(ExceptionKind.CheckFailed, Tone.Warn);
        await AddAsync(ExceptionKind.PartAwaited, Tone.Info);
        await AddAsync(ExceptionKind.Aged, Tone.Info);

        return new()
        {
            Tasks = tasks,
            Actions = [("/inbox", page.Say("inbox"))],
            Figures =
            [
                .. await Task.WhenAll(((MachineStatus[])[MachineStatus.Received, MachineStatus.Triaged, MachineStatus.Audited, MachineStatus.Wiped, MachineStatus.Installed])
                    .Select(status => held.FigureAsync(page, status, cancellationToken))),
            ],
            Doors =
            [
                new("/inbox", page.Say("inbox"), page.Say("door-inbox"), "warn"),
                new("/receptions", page.Say("receptions"), page.Say("door-receptions"), "inbox"),
                new("/picking", page.Say("picking"), page.Say("door-picking"), "shelf"),
                new("/deliveries", page.Say("nav-deliveries"), page.Say("door-deliveries-out"), "truck"),
                new("/loans", page.Say("nav-loans"), page.Say("door-loans-lender"), "people"),
                new("/badges", page.Say("badges"), page.Say("door-badges"), "person"),
                new("/stations", page.Say("stations"), page.Say("door-stations"), "scan"),
                new("/labels", page.Say("labels"), page.Say("door-labels"), "print"),
                page.Board(),
            ],
        };

        async Task AddAsync(ExceptionKind kind, Tone tone)
        {
            if ((await exceptions.ListAsync(page.Caller, kind, page.ReadersLanguage, null, HeldMachines.Counted, cancellationToken)).Items is { Length: > 0 and var count })
            {
                tasks.Add(new(InboxPage.AddressOf(kind), page.Count($"todo-{kind}", count), count, Tone: tone));
            }
        }
    }
}
