using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ordi2.Benchmarks.Report;

/// <summary>Writes what a subject found for programs to read.</summary>
internal static class Reports
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    };

    public static async Task WriteAsync<T>(FileInfo? file, T report)
    {
        if (file is null)
        {
            return;
        }

        file.Directory?.Create();
        await using var stream = file.Create();
        await JsonSerializer.SerializeAsync(stream, report, Options);
        Console.WriteLine($"Written: {file.FullName}");
    }
}
