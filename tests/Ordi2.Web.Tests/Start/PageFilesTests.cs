using Ordi2.Ledger.Testing;
using Ordi2.Web.Commands;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Start;

/// <summary>The built program without the files of its pages: somebody copied a part of it.</summary>
public sealed class PageFilesTests : IDisposable
{
    private const string Manifest = "Ordi2.Web.staticwebassets.runtime.json";

    private readonly DirectoryInfo _program = TestFolder.Make("program");
    private readonly DirectoryInfo _folder = TestFolder.Make("pages");

    public PageFilesTests()
    {
        foreach (var pattern in new[] { "*.dll", "*.json" })
        {
            foreach (var file in new DirectoryInfo(AppContext.BaseDirectory).EnumerateFiles(pattern))
            {
                file.CopyTo(Path.Combine(_program.FullName, file.Name));
            }
        }
    }

    [Fact]
    public async Task A_published_program_without_its_folder_says_which_and_what_to_do()
    {
        File.Delete(Path.Combine(_program.FullName, Manifest));

        await RefusesAsync(Path.Combine(_program.FullName, "wwwroot", "islands"));
    }

    [Fact]
    public async Task So_does_one_whose_folder_has_nothing_in_it()
    {
        File.Delete(Path.Combine(_program.FullName, Manifest));
        var empty = _program.CreateSubdirectory("wwwroot");

        await RefusesAsync(Path.Combine(empty.FullName, "islands"));
    }

    [Fact]
    public async Task So_does_a_build_whose_source_has_moved_and_it_does_not_blame_the_folder_of_the_data()
    {
        var moved = Path.Combine(_program.FullName, "moved");
        await File.WriteAllTextAsync(Path.Combine(_program.FullName, Manifest), $$$"""{"ContentRoots":["{{{moved}}}/"],"Root":{"Children":{},"Asset":null,"Patterns":null}}""");

        await RefusesAsync(moved);
    }

    public void Dispose()
    {
        _program.Delete(recursive: true);
        _folder.Delete(recursive: true);
    }

    /// <summary>A sentence in French and one in English, no stack of calls, and nothing begun in the folder of the data.</summary>
    private async Task RefusesAsync(string missing)
    {
        var data = Path.Combine(_folder.FullName, "data");
        var (code, _, errors) = await Shell.RunProgramAsync(Path.Combine(_program.FullName, "Ordi2.Web.dll"), data);

        Assert.Equal(ExitCodes.Usage, code);
        Assert.Contains(missing, errors, StringComparison.Ordinal);
        Assert.Contains("Il manque les fichiers des pages", errors, StringComparison.Ordinal);
        Assert.Contains("with its folder wwwroot", errors, StringComparison.Ordinal);
        Assert.Equal(2, errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.False(Directory.Exists(data));
    }
}
