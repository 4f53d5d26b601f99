namespace Ordi2.Benchmarks;

internal static class Resources
{
    /// <summary>The text of a script that is built into the program.</summary>
    public static string Read(string name)
    {
        using var stream = typeof(Resources).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"'{name}' is not built in.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
