using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Offices;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Processes;
using Ordi2.Contracts.Recycling;
using Ordi2.Ledger;
using Ordi2.Silo.Clocks;
using static Ordi2.Silo.Tests.Invariants.RandomTerritory;

namespace Ordi2.Silo.Tests.Invariants;

/// <summary>Whatever anybody may ask, in any order: half of it fits what stands there, so that lives get somewhere.</summary>
internal sealed partial class RandomDays(RandomTerritory territory, Luck luck, Tally tally)
{
    private const int LivesAtOnce = 8;
    private const int Told = 20;
    private const int MostRounds = 6;
    private const int SceneEvery = 120;
    private const int MostAnswersLost = 10;

    private readonly List<(MachineId Machine, Scan Scan, Caller Caller)> _scans = [];
    private readonly List<Life> _lives = [];
    private readonly Queue<string> _last = [];
    private readonly DeliveryId[] _deliveries = [new("BL-a-0"), new("BL-b-0")];
    private readonly List<BatchId> _cages = [new("D3E-0")];
    private int _number;
    private int _kind;

    /// <summary>How many commands were asked.</summary>
    public int Asked { get; private set; }

    /// <summary>How many of them were carried out.</summary>
    public int Done { get; private set; }

    /// <summary>How often somebody would have given the EPN what is for a partner, and was refused (invariant 2).</summary>
    public int KeptFromTheEpn { get; private set; }

    /// <summary>Of all commands and their answers: the same number plays the same days.</summary>
    public uint Digest { get; private set; } = 2_166_136_261;

    /// <summary>The last commands and their answers, to read how it came to a failure.</summary>
    public string LastCommands => string.Join('\n', _last);

    public async Task BeginAsync()
    {
        _kind = luck.Below(RandomLives.All.Length);
        await AskAsync(await PreparedForAsync(0));
        await AskAsync(await PreparedForAsync(1));
        await AskAsync(OpenedCage());
    }

    /// <summary>One command of somebody.</summary>
    public async Task StepAsync()
    {
        territory.Clock.Advance(TimeSpan.FromSeconds(luck.Of(1, 5, 600, 20_000)));

        if (luck.Once(150))
        {
            territory.Ledger.LoseTheNextAnswer();
        }

        if (luck.Once(SceneEvery))
        {
            await SceneAsync();
            return;
        }

        await (luck.Below(24) switch
        {
            0 when _scans.Count > 0 => AgainAsync(),
            1 => WakeAsync(),
            2 => AskAsync(OfADossier()),
            3 or 4 => DeliveryAsync(luck.Below(2)),
            5 => AskAsync(OfALoan()),
            6 or 7 => CageAsync(),
            8 => NumberAsync(),
            < 14 => LifeAsync(),
            _ => MachineAsync(),
        });
    }

    /// <summary>The clock's round, as often as something is left: what a lost answer interrupted is finished.</summary>
    public async Task FinishAsync()
    {
        foreach (var process in territory.Ledger.Streams.Where(stream => stream.StartsWith("process/", StringComparison.Ordinal)))
        {
            await UntilAnsweredAsync(() => territory.Silo.Grains.GetGrain<IProcessGrain>(process).WakeAsync());
        }

        for (var round = 0; round < MostRounds && territory.Ledger.Untold.Count > 0; round++)
        {
            foreach (var row in territory.Ledger.Untold)
            {
                await territory.Silo.Services.GetRequiredService<Retelling>().TellAgainAsync(row);
            }
        }
    }

    /// <summary>Nobody knows whether what got no answer was written: it is asked again with the same id. One answer at a time is lost.</summary>
    private static async Task UntilAnsweredAsync(Func<Task> ask)
    {
        for (var left = MostAnswersLost; ; left--)
        {
            try
            {
                await ask();
                return;
            }
            catch (LedgerUnavailableException) when (left > 0)
            {
                // The next one.
            }
        }
    }

    /// <summary>The next act of a life, or one of it out of turn or by somebody else.</summary>
    private async Task LifeAsync()
    {
        while (_lives.Count < LivesAtOnce)
        {
            _lives.Add(new(RandomLives.All[++_kind % RandomLives.All.Length](++_number, territory.Clock.GetUtcNow(), luck)));
        }

        var life = _lives[luck.Below(_lives.Count)];

        if (luck.Once(7))
        {
            var any = luck.Of<Act>(life.Acts);
            await AskAsync(luck.Once(2) ? any : any with { Caller = RandomScans.Anybody(luck) });
        }
        else if (life.Advances(await AskAsync(life.Next)))
        {
            _lives.Remove(life);
        }
    }

    private async Task MachineAsync()
    {
        var id = MachineOf(luck.Below(HowMany));
        var (command, caller) = luck.Once(4) ? AnyScan(id) : Onward(id);

        if (command is TransferOwnership transfer && !luck.Once(4))
        {
            command = transfer with { Document = await DeedAsync(id, transfer.NewOwner) ?? transfer.Document };
        }

        var late = luck.Once(10) ? TimeSpan.FromMinutes(luck.Of(1, 10, 600)) : TimeSpan.Zero;
        var scan = new Scan(luck.Id(), territory.Clock.GetUtcNow() - late, null, command);
        _scans.Add((id, scan, caller));
        await ScanAsync(id, scan, caller);
    }

    /// <summary>The pole has the deed made; both sides sign it, or only one of them.</summary>
    private async Task<string?> DeedAsync(MachineId id, OrganisationId newOwner)
    {
        var request = luck.Id();
        Reply<DocumentTerms>? reply = null;
        await UntilAnsweredAsync(async () => reply = await territory.Silo.Grains.GetGrain<IOfficeGrain>($"office/{Coordinator.Organisation}").ReportAsync(
            new(DocumentKind.TransferDeed) { Machine = id, NewOwner = newOwner }, Coordinator, request));
        Tell("document", "deed", $"a deed of {id} for {newOwner}", reply is Refused<DocumentTerms> refused ? refused.Reason.Code : null);

        if (reply is not Done<DocumentTerms> { Value: var deed })
        {
            return null;
        }

        foreach (var side in deed.Signatories.Skip(luck.Once(6) ? 1 : 0))
        {
            await AskAsync(new($"document/{deed.Id}", new SignDocument("gérant"), Cast.As(side.Organisation, side.Role, "s1")));
        }

        return deed.Id.Text;
    }

    private (MachineCommand, Caller) AnyScan(MachineId id)
    {
        if (luck.Once(12) && territory.Watch.Machines.GetValueOrDefault(id.Text) is { } machine && (machine.Held, machine.Findings) is ([_, ..], _) or (_, [_, ..]))
        {
            // The inbox: what waits for a person.
            return machine.Held is [.., var held] && luck.Once(2)
                ? (new DropHeldScan(held.ScanId, "vu"), Coordinator)
                : machine.Findings is [var code, ..] ? (new SettleFinding(code, "réglé"), Coordinator) : RandomScans.Any(luck, id, Cage, _deliveries);
        }

        if (luck.Once(3) && territory.Watch.Machines.GetValueOrDefault(id.Text) is { Custody: { Pending: not null, Holder: var asked } })
        {
            return (luck.Of<MachineCommand>(new ConfirmHandover(), new ContestHandover("non"), new SettleCustody(asked, "entendu")), luck.Of(Coordinator, Cast.As(asked, Role.Operator, "o1")));
        }

        return luck.Once(10) && territory.Watch.Machines.GetValueOrDefault(id.Text) is { LastStep: { } last, Custody.Holder: var holder }
            ? (new CorrectEvent(last.Seq, "did-not-occur"), Cast.As(holder, Role.Supervisor, "e1"))
            : RandomScans.Any(luck, id, Cage, _deliveries);
    }

    /// <summary>The next step of a good day of this machine.</summary>
    private (MachineCommand, Caller) Onward(MachineId id)
    {
        var row = territory.Ledger.Machines.GetValueOrDefault(id.Text);
        var which = row?.Dossier == Projects[1].Text ? 1 : 0;
        return RandomScans.Onward(luck, id, row, which, Cage, _deliveries[which]);
    }

    private async Task ScanAsync(MachineId id, Scan scan, Caller caller)
    {
        ScanReceipt? receipt = null;
        await UntilAnsweredAsync(async () => receipt = Assert.Single(await territory.Silo.Machine(id).ScanAsync([scan], caller)));
        var step = CommandCatalog<MachineCommand>.StepOf(scan.Command);
        var carriedOut = receipt!.Outcome is Outcome.Accepted or Outcome.AcceptedWithFinding or Outcome.Held;
        Tell("machine", step, $"machine/{id} {scan.Command} by {caller.Role} of {caller.Organisation}", carriedOut ? null : receipt.Reason?.Code ?? receipt.Outcome.Code());
    }

    private async Task AgainAsync()
    {
        var (id, scan, caller) = _scans[luck.Below(_scans.Count)];
        var before = await WrittenAsync();
        ScanReceipt? receipt = null;
        await UntilAnsweredAsync(async () => receipt = Assert.Single(await territory.Silo.Machine(id).ScanAsync([scan], caller)));
        Tell("machine", "again", $"machine/{id} {scan.ScanId} again", receipt!.Outcome.Code());
        Assert.Equal(before, await WrittenAsync());

        // A recall places its holds beside the call that asks for them: they may come at any moment.
        async Task<int> WrittenAsync() => (await territory.Ledger.ReadAsync($"machine/{id}")).Events.Count(one => !new DeviceId(one.Device).IsOfTheSystem);
    }

    private async Task WakeAsync()
    {
        var stream = luck.Once(2) ? $"machine/{MachineOf(luck.Below(HowMany))}" : luck.Of<string>([.. territory.Ledger.Streams]);
        var kind = stream.Split('/')[0];
        var done = 0;
        await UntilAnsweredAsync(async () => done = await Sleepers.Of(territory.Silo.Grains, kind, stream).WakeAsync());
        Tell(kind, "wake", $"{stream} wakes", done > 0 ? null : "nothing-due");
    }

    /// <returns>Whether it was carried out.</returns>
    private async Task<bool> AskAsync(Act act)
    {
        var id = luck.Id();
        Refusal? refusal = null;
        await UntilAnsweredAsync(async () => refusal = await Desk.DoAsync(territory.Silo.Grains, act, id));
        Tell(act.Key.Split('/')[0], act.Command.GetType().Name, $"{act.Key} {act.Command} by {act.Caller.Role} of {act.Caller.Organisation}", refusal?.Code);
        return refusal is null;
    }

    private void Tell(string kind, string step, string what, string? refusal)
    {
        Asked++;
        Done += refusal is null ? 1 : 0;
        tally.Answered(kind, step, refusal);
        KeptFromTheEpn += refusal is "partner-is-the-epn" or "partner-not-another-person" ? 1 : 0;

        foreach (var letter in $"{what}: {refusal}")
        {
            Digest = (Digest ^ letter) * 16_777_619;
        }

        _last.Enqueue($"{territory.Clock.GetUtcNow():yyyy-MM-dd HH:mm:ss} {what}: {refusal ?? "done"}");

        if (_last.Count > Told)
        {
            _last.Dequeue();
        }

        Assert.True(territory.Watch.Broken.Count == 0, string.Join('\n', territory.Watch.Broken));
    }

    private sealed class Life(Act[] acts)
    {
        private const int MostTries = 4;

        private int _at;
        private int _tries;

        public Act[] Acts => acts;

        public Act Next => acts[_at];

        /// <returns>Whether it is over.</returns>
        public bool Advances(bool done)
        {
            if (done || ++_tries == MostTries)
            {
                (_at, _tries) = (_at + 1, 0);
            }

            return _at == acts.Length;
        }
    }
}
