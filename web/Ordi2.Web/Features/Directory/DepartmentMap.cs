using System.Collections.Immutable;
using System.Text.Json;

namespace Ordi2.Web.Features.Directory;

/// <summary>The outlines of the departments, as the build of the scripts writes them down.</summary>
internal sealed class DepartmentMap(IWebHostEnvironment surroundings)
{
    private const string Source = "islands/departments.json";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    private readonly Lazy<Outlines> _outlines = new(() =>
    {
        using var file = surroundings.WebRootFileProvider.GetFileInfo(Source).CreateReadStream();
        return JsonSerializer.Deserialize<Outlines>(file, Options) ?? throw new InvalidOperationException($"{Source} is empty: build the scripts again.");
    });

    public Outlines Outlines => _outlines.Value;
}

/// <summary>A drawn map.</summary>
/// <param name="ViewBox">Its frame, as SVG writes it.</param>
/// <param name="Departments">The department of each outline.</param>
internal sealed record Outlines(string ViewBox, ImmutableArray<Outline> Departments);

/// <summary>One department of the map.</summary>
/// <param name="Id">Its code.</param>
/// <param name="Path">Its outline, as SVG writes it.</param>
internal sealed record Outline(string Id, string Path);
