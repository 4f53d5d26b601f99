using System.Text.Json;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Scanner.Station;

namespace Ordi2.Scanner.Tests.Station;

/// <summary>A printed card does the same on a phone as at a bench: the phone's list of modes is compared with the station's.</summary>
public sealed class PhoneModesTests
{
    private static readonly JsonElement[] Targets = [.. Read().GetProperty("targets").EnumerateArray()];

    public static TheoryData<string> Cards => [.. Mode.All.Where(mode => mode is { Step: not null, IsPacking: false }).Select(mode => mode.Key)];

    [Theory]
    [MemberData(nameof(Cards))]
    public void A_card_of_the_bench_does_the_same_on_a_phone(string key)
    {
        var mode = Mode.Find(key)!;
        var target = Targets.Single(one => one.GetProperty("key").GetString() == key);

        Assert.Equal(mode.Step, target.GetProperty("step").GetString());
        Assert.Equal(Whole(mode.Step!, mode.Data is null ? null : JsonDocument.Parse(mode.Data).RootElement), Whole(target));
    }

    [Fact]
    public void Every_target_of_the_phone_is_a_step_that_the_server_reads() => Assert.All(Targets, target => Assert.NotEmpty(Whole(target)));

    private static string Whole(JsonElement target) =>
        Whole(target.GetProperty("step").GetString()!, target.TryGetProperty("data", out var data) ? data : null);

    /// <summary>The command as the server understands it, with all that may be left out.</summary>
    private static string Whole(string step, JsonElement? data) => CommandCatalog<MachineCommand>.Write(CommandCatalog<MachineCommand>.Read(step, data)!).GetRawText();

    private static JsonElement Read()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);

        while (!File.Exists(Path.Combine(folder.FullName, "Ordi2.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("Run the tests from a checkout.");
        }

        return JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.FullName, "scanner/pwa/src/modes/modes.json"))).RootElement;
    }
}
