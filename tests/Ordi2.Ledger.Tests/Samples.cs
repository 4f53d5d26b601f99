using System.Globalization;
using System.Text;
using Ordi2.Contracts.Boards;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Boards;
using Ordi2.Ledger.Machines;
using Ordi2.Ledger.Photos;

namespace Ordi2.Ledger.Tests;

/// <summary>Appends as a grain makes them.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Noon = new DateTimeOffset(2026, 11, 2, 12, 0, 0, TimeSpan.Zero).AddTicks(1234567);

    private static int _next;

    public static string NewMachine() => $"T{Interlocked.Increment(ref _next).ToString("D6", CultureInfo.InvariantCulture)}";

    public static NewEvent Event(string type = "machine.received.v1", string data = """{"site":"s1","é":"naïve"}""", Guid? id = null) =>
        new(type, Encoding.UTF8.GetBytes(data), Noon.AddHours(-1), id);

    public static Append Scan(string machine, StreamEnd? expected = null, Guid? id = null, string device = "d1", params string[] labels) => new()
    {
        Stream = $"machine/{machine}",
        Expected = expected ?? StreamEnd.Empty,
        Events = [Event(id: id ?? Guid.CreateVersion7())],
        RecordedAt = Noon,
        Actor = "p1",
        Organisation = "o1",
        Device = device,
        Labels = [.. labels],
        Step = "receive-device",
    };

    public static Append With(this Append append, MachineRow? before, MachineRow after) => append with
    {
        Machine = new MachineRowChange(before, after),
        Reached = [.. Reached(before, after, append)],
    };

    /// <summary>What a machine reaches that enters another status.</summary>
    public static IEnumerable<(string Scope, string Counter, int Amount)> Reached(MachineRow? before, MachineRow after, Append append) =>
        before?.Status != after.Status && Milestones.Of(after.Status) is { } milestone ? BoardDays.Of(after, milestone, append.RecordedAt, append.Organisation, +1) : [];

    public static MachineRow Row(string machine, MachineStatus status = MachineStatus.Received, long version = 1) => new()
    {
        Id = machine,
        Status = status,
        Type = DeviceType.Laptop,
        Holder = "o1",
        Site = "s1",
        Pole = "north",
        Donation = "g1",
        StatusSince = Noon.ToStored(),
        Version = version,
    };

    public static MachinePhoto Photo(string id, string? organisation = "o1") => new(id, "image/jpeg", 4, 3, 9, Noon.ToStored(), organisation, organisation is null ? null : "p1");

    public static RefusalEntry Refusal(string stream, Guid? id = null) => new(
        stream, "d1", id ?? Guid.CreateVersion7(), "triage", "not-yours", """{"message":"Ask the holder."}""", Noon, Noon, "p1", "o1");
}
