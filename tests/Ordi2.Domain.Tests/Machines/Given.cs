using Ordi2.Contracts.Machines;

namespace Ordi2.Domain.Tests.Machines;

/// <summary>Machines at each point of the usual way, each brought there by the steps before it.</summary>
internal static class Given
{
    public static readonly RecordAudit Audit = AuditOf(World.Disk);

    public static Story Nothing() => new();

    public static Story Declared() => Nothing().When(Who.Donor, new DeclareDevice(World.Gift, DeviceType.Laptop));

    public static Story Collected() => Nothing().When(Who.Driver, new PickUp(World.Gift, World.Tour, DeviceType.Laptop));

    public static Story Received(Func<World, World>? world = null) =>
        Nothing().In(world ?? Same).When(Who.Operator, new ReceiveDevice(World.Gift, DeviceType.Laptop, "SN-1"), site: World.Site);

    public static Story Triaged(Route route = Route.Reuse) => Received().When(Who.Operator, new Triage(route));

    public static Story Audited(params AuditedMedium[] media) => Triaged().When(Who.Operator, AuditOf(media.Length == 0 ? [World.Disk] : media));

    public static Story WithoutMedium() => Triaged().When(Who.Operator, AuditOf() with { NoMediaConfirmedBy = ["omar", "eve"] });

    public static Story Wiping(params AuditedMedium[] media) =>
        Audited(media).When(Who.Operator, new StartWipe(media.Any(medium => medium.Kind != MediumKind.Hdd) ? WipeMethod.DeviceSanitize : WipeMethod.Overwrite));

    public static Story Wiped() => Wiping().When(Who.Operator, Success(Proof(World.Disk)));

    public static Story WipeFailed(params AuditedMedium[] media) => Wiping(media).When(Who.Operator, new WipeFailed("stopped"));

    public static Story InRepair() => Wiped().When(Who.Operator, new OpenRepair());

    public static Story Installed() => Wiped().When(Who.Operator, new InstallOs(OsPlan.Linux, "debian-13"));

    public static Story QcFailed() => Installed().When(Who.Controller, new FailQc { Lines = LinesWith("keys") });

    public static Story Ready() => Installed().When(Who.Controller, Checked());

    public static Story Reserved() => Ready().When(Who.Coordinator, new Allocate(World.Project));

    public static Story Packed() => Reserved().When(Who.Storekeeper, new Pack("BOX-1", World.Shipment));

    public static Story InTransit() => Packed().When(Who.Storekeeper, new Dispatch(World.Shipment));

    public static Story AtEpn() => InTransit().When(Who.Animator, new ReceiveAtEpn());

    public static Story Placed() => AtEpn().When(Who.Animator, new PlaceWithPartner(World.Convention, "rita"));

    public static Story Returning() => Placed().When(Who.Referent, new RequestReturn(ReturnKind.EndOfLoan));

    public static Story ComingBack() => AtEpn().When(Who.Animator, new GiveBackUnplaced("no partner"));

    public static Story Refused() => Received().When(Who.Storekeeper, new RefuseDevice("crt", "photo"));

    public static Story Dismantled() => Wiped().When(Who.Supervisor, new Cannibalise());

    public static Story ToRecycle() => Wiped().When(Who.Supervisor, new Scrap("broken", World.Cage) { Confirmed = true });

    public static Story Missing() => Ready().When(Who.Storekeeper, new ReportMissing());

    public static Story Stolen() => Ready().When(Who.Storekeeper, new ReportTheft("PV-1"));

    public static RecordAudit AuditOf(params AuditedMedium[] media) => new(
        new HardwareAudit
        {
            Evidence = new Evidence("lshw", "00"),
            Maker = "Lenovo",
            Model = "T480",
            Serial = "SN-1",
            Type = DeviceType.Laptop,
            Cores = 4,
            MemoryBytes = 8_000_000_000,
            Media = [.. media],
        },
        LocksTested: true);

    public static WipeReport Proof(AuditedMedium medium) => new()
    {
        Evidence = new Evidence("nwipe", "00"),
        Serial = medium.Serial,
        Method = medium.Kind == MediumKind.Hdd ? WipeMethod.Overwrite : WipeMethod.DeviceSanitize,
        Succeeded = true,
        Verified = true,
        RoundsRequested = 1,
        RoundsCompleted = 1,
        SizeBytes = medium.SizeBytes,
        BytesErased = medium.SizeBytes,
    };

    public static WipeSucceeded Success(params WipeReport[] reports) => new() { Reports = [.. reports] };

    public static PassQc Checked(Grade grade = Grade.B) => new(grade) { Lines = LinesWith(null) };

    public static System.Collections.Immutable.ImmutableArray<CheckLine> LinesWith(string? failing) =>
        [.. FunctionalSheet.Lines.Select(line => new CheckLine(line, line != failing))];

    private static World Same(World world) => world;
}
