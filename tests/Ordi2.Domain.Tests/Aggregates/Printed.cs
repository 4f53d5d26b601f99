namespace Ordi2.Domain.Tests.Aggregates;

/// <summary>Compares what the program says with what a file of the repository says, so that a change of rules shows in a review.</summary>
internal static class Printed
{
    public static void Equals(string file, IEnumerable<string> lines)
    {
        string[] printed = [.. lines.Select(line => line.TrimEnd())];
        var path = Checkout.PathOf(file);
        var agreed = File.Exists(path) ? File.ReadAllLines(path) : [];

        if (printed.SequenceEqual(agreed))
        {
            return;
        }

        if (Environment.GetEnvironmentVariable("ORDI2_ACCEPT") == "1")
        {
            File.WriteAllText(path, string.Join('\n', printed) + "\n");
            return;
        }

        var actual = Path.Combine(AppContext.BaseDirectory, Path.GetFileName(file));
        File.WriteAllText(actual, string.Join('\n', printed) + "\n");

        var difference = printed.Except(agreed).Select(line => $"+ {line}").Concat(agreed.Except(printed).Select(line => $"- {line}"));
        Assert.Fail($"{file} no longer says what the program does. Compare it with {actual}, and copy that if the change is meant.\n{string.Join('\n', difference)}");
    }
}
