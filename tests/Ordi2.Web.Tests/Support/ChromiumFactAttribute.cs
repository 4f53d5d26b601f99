namespace Ordi2.Web.Tests.Support;

/// <summary>A test that needs a browser. Without one it says so instead of passing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumFactAttribute : FactAttribute
{
    public const string Program = "/usr/bin/chromium";

    public ChromiumFactAttribute()
    {
        if (!File.Exists(Program))
        {
            Skip = Missing;
        }
    }

    internal static string Missing => $"{Program} is not installed: apt-get install chromium.";
}

/// <summary>The same, once for each row of its data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumTheoryAttribute : TheoryAttribute
{
    public ChromiumTheoryAttribute()
    {
        if (!File.Exists(ChromiumFactAttribute.Program))
        {
            Skip = ChromiumFactAttribute.Missing;
        }
    }
}
