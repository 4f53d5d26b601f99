using Ordi2.Barcodes;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Parts;

namespace Ordi2.Scanner.Simulation.Planning;

/// <summary>One machine while the plan is made: where it stands so far, and the scans of the stage that is being planned.</summary>
internal sealed class Course(LabelCode label, Gift gift, HardwareAudit audit, Chance chance)
{
    private readonly List<Draft> _drafts = [];

    public LabelCode Label { get; } = label;

    public Gift Gift { get; } = gift;

    public HardwareAudit Audit { get; } = audit;

    /// <summary>Its own chance: what happens to one machine does not depend on how many others there are.</summary>
    public Chance Chance { get; } = chance;

    public MachineStatus Status { get; private set; }

    /// <summary>The workshop that has it; another than the first one after a handover.</summary>
    public Workshop Workshop { get; set; } = gift.Workshop;

    public Route Route { get; set; } = Route.Reuse;

    /// <summary>The donor hears of it and nothing ever comes.</summary>
    public bool NeverComes { get; set; }

    public Placement? Placement { get; set; }

    public MachineId Id => new(Label.Text);

    public DeviceType Type => Audit.Type is DeviceType.Unknown ? DeviceType.Desktop : Audit.Type;

    /// <summary>Nothing on it can be read any more: every medium was wiped, destroyed, or there was none.</summary>
    public bool Safe { get; set; }

    /// <summary>A system can be installed on it.</summary>
    public bool HasMedium { get; set; }

    /// <summary>Plans a scan.</summary>
    /// <param name="by">Who scans.</param>
    /// <param name="command">What.</param>
    /// <param name="after">Where the machine stands after it.</param>
    /// <param name="mayBeLate">Whether this scan may be sent after the next one: the next one is then held until it arrives.</param>
    /// <param name="inOneGo">Whether it is sent in the same request as the one before it, by the same hand: nothing else comes between the two.</param>
    public void Scan(Account by, MachineCommand command, MachineStatus after, bool mayBeLate = false, bool inOneGo = false)
    {
        _drafts.Add(new(Chance.Id(), by, command, Expected.Accepted, Disturbance.None, mayBeLate, inOneGo));
        Status = after;
    }

    /// <summary>Plans a scan that has to do with wrong hands.</summary>
    public Guid Disturb(Account by, MachineCommand command, Expected expected, MachineStatus? after = null)
    {
        var id = Chance.Id();
        _drafts.Add(new(id, by, command, expected, Disturbance.WrongCustody, MayBeLate: false, InOneGo: false));
        Status = after ?? Status;
        return id;
    }

    /// <summary>Label of a part or box that belongs to this machine.</summary>
    public PartId NewPart() => new(LabelCode.Make(Chance.Next).Text);

    /// <summary>The scans of the stage in the order in which they are sent; some arrive late.</summary>
    public List<(PlannedScan Scan, int Position)> Finish(int firstTick)
    {
        List<(PlannedScan Scan, int Position)> sent = [];
        var joined = 0;

        for (var i = 0; i < _drafts.Count; i++)
        {
            if (_drafts[i].MayBeLate && i + 1 < _drafts.Count && _drafts[i + 1].Disturbance is Disturbance.None && Chance.Percent(LatePercent))
            {
                // The next one is sent first, held, and carried out as soon as this one is there.
                sent.Add((Planned(_drafts[i + 1] with { Expected = Expected.Held, Disturbance = Disturbance.OutOfOrder }, firstTick + i + 1), i - joined));
                sent.Add((Planned(_drafts[i] with { Disturbance = Disturbance.OutOfOrder }, firstTick + i), i - joined + 1));
                i++;
            }
            else
            {
                joined += _drafts[i].InOneGo ? 1 : 0;
                sent.Add((Planned(_drafts[i], firstTick + i), i - joined));
            }
        }

        _drafts.Clear();
        return sent;
    }

    // About four scans of a machine may be late, of about eighteen: two in a hundred of all scans change their place.
    private const double LatePercent = 5;

    private PlannedScan Planned(Draft draft, int tick) => new(draft.Id, draft.By, Label, tick, draft.Command, draft.Expected, draft.Disturbance, Gift.Shift);

    private sealed record Draft(Guid Id, Account By, MachineCommand Command, Expected Expected, Disturbance Disturbance, bool MayBeLate, bool InOneGo);
}
