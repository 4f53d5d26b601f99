using System.Text;
using Ordi2.Barcodes.Pictures;
using Ordi2.Ledger.Testing;
using Ordi2.Scanner.Outbox;
using Ordi2.Scanner.Simulation;
using Ordi2.Scanner.Station;
using Ordi2.Scanner.Tests.Outbox;
using Ordi2.Scanner.Watching;

namespace Ordi2.Scanner.Tests.Watching;

/// <summary>A folder that is looked at when we say so, and an outbox that nothing is sent from.</summary>
internal sealed class WatchBench : IDisposable
{
    public const string Label = "H4T9CXB";

    private readonly StringWriter _said = new();
    private readonly StationFile _file = new(TestFolder.Make("watch").FullName);
    private readonly Taker _taker;

    public WatchBench(WatchSettings? settings = null)
    {
        _file.Write(new() { Server = new("http://127.0.0.1:1"), Device = "station-1", Current = "awa", Operators = { ["awa"] = new("secret") } });
        Store = OutboxStore.Open(_file.OutboxPath, Clock);
        var screen = new Screen(_said, json: false);
        var teller = new Teller(_file, screen, Clock, () => false);
        _taker = new(_file, Store, new WatchedFolder(Folder, Clock), settings ?? WatchSettings.Usual, new PictureDecoder(TimeProvider.System), screen, teller, Clock, Guid.NewGuid);
    }

    public HastyClock Clock { get; } = new();

    public string Folder { get; } = TestFolder.Make("reports").FullName;

    public OutboxStore Store { get; }

    public string Said => _said.ToString();

    public IEnumerable<string> Files => Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Folder, path)).Order(StringComparer.Ordinal);

    /// <summary>A hardware audit of a machine.</summary>
    public static string Audit(string serial = "PF123") => $$"""{"id":"pc","class":"system","vendor":"LENOVO","product":"T480","serial":"{{serial}}"}""";

    /// <summary>One of the wipe logs that the simulation has.</summary>
    public static string Wipe(string name)
    {
        using var stream = typeof(ReportShelf).Assembly.GetManifestResourceStream($"Ordi2.Scanner.Simulation.Fixtures.{name}.nwipe.log")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    public void Write(string name, byte[] content) => File.WriteAllBytes(Path.Combine(Folder, name), content);

    public void Write(string name, string text) => File.WriteAllText(Path.Combine(Folder, name), text);

    public void Scanned(string code = Label, bool locksTested = false) => Store.SetBench(new(code, Clock.GetUtcNow(), locksTested));

    /// <summary>Looks twice, with a time between.</summary>
    public int LookAfter(TimeSpan time)
    {
        _taker.Look();
        Clock.Advance(time);
        return _taker.Look();
    }

    public int Look() => LookAfter(TimeSpan.FromSeconds(3));

    public void Dispose()
    {
        Store.Dispose();
        _said.Dispose();
    }
}

/// <summary>A fact about reports that real tools wrote; skipped, with the reason, where they are not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RealReportsFactAttribute : FactAttribute
{
    public RealReportsFactAttribute() => Skip = ReportShelf.FindFolder() is null ? "The real reports (shared/data beside the checkout) are not here." : null;
}
