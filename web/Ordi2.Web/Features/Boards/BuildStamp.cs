namespace Ordi2.Web.Features.Boards;

/// <summary>Which build of the program answers. A board on a wall is never reloaded by a person: it takes a new version by itself.</summary>
internal static class BuildStamp
{
    /// <summary>The header of the answer with the figures.</summary>
    public const string Header = "Ordi2-Build";

    /// <summary>The same in every process of one build, and another in the next.</summary>
    public static string Value { get; } = typeof(BuildStamp).Module.ModuleVersionId.ToString("N");
}
