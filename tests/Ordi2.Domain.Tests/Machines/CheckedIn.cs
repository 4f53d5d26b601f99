namespace Ordi2.Domain.Tests.Machines;

/// <summary>A text that a person reads in a review: what the program makes is compared with the file in the repository.</summary>
internal static class CheckedIn
{
    public static void Compare(string path, string actual)
    {
        var file = Checkout.PathOf(path);
        var text = actual.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";

        if (Environment.GetEnvironmentVariable("ORDI2_ACCEPT") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
            return;
        }

        var expected = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : string.Empty;

        if (expected == text)
        {
            return;
        }

        var (was, becomes) = (expected.Split('\n'), text.Split('\n'));
        var gone = was.Except(becomes).Select(line => $"- {line}");
        var came = becomes.Except(was).Select(line => $"+ {line}");

        Assert.Fail(
            $"""
            {path} no longer says what the program does:
            {string.Join('\n', gone.Concat(came).Take(60))}
            If this change is wanted, run the test again with ORDI2_ACCEPT=1 in the environment, look at the difference with
            git diff, and commit the file with the change.
            """);
    }
}
