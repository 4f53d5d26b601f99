using System.Text;

namespace Ordi2.Benchmarks.Load;

/// <summary>What happens to a machine in a benchmark: a legal way through the workshop that needs no other aggregate.</summary>
internal static class Life
{
    /// <summary>Ten events: one scan in ten is of a machine that the server has not seen.</summary>
    public static readonly LifeStep[] Steps =
    [
        new("receive-device", """{"type":"LAPTOP"}"""),
        new("triage", """{"route":"REUSE","powersOn":true}"""),
        new("open-repair", """{"defects":["screen"]}"""),
        new("request-part", """{"partType":"screen"}"""),
        new("part-arrived", "{}"),
        new("close-repair", """{"systemUntouched":true}"""),
        new("open-repair", """{"defects":["keyboard"]}"""),
        new("request-part", """{"partType":"keyboard"}"""),
        new("part-arrived", "{}"),
        new("close-repair", """{"systemUntouched":true}"""),
    ];
}

internal sealed record LifeStep(string Name, string Data)
{
    public byte[] NameBytes { get; } = Encoding.ASCII.GetBytes(Name);

    public byte[] DataBytes { get; } = Encoding.ASCII.GetBytes(Data);
}
