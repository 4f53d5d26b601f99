using System.Globalization;
using Ordi2.Web.Features.Accounts;

namespace Ordi2.Web.Features.Stations;

/// <summary>
/// Whoever walks away leaves the station to the next, a moment after the session is over. A page on which somebody may be typing is not taken away without a
/// script, which knows whether anything was typed: what was typed stays until it is sent, and is sent by whoever shows a badge then. A board on a wall comes
/// again as what it is.
/// </summary>
internal static class LeavingStation
{
    private static readonly object AtStation = new();
    private static readonly object HasFields = new();

    /// <summary>In seconds.</summary>
    public static string After => SessionDirectory.LifeAtStation.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);

    /// <summary>Somebody works at a station and asks for a page.</summary>
    public static void Prepare(HttpContext context)
    {
        context.Items[AtStation] = true;
        context.Response.OnStarting(
            static state =>
            {
                var context = (HttpContext)state;

                if (!context.Items.ContainsKey(HasFields))
                {
                    var onWall = context.Request.Path.StartsWithSegments("/boards", StringComparison.OrdinalIgnoreCase);
                    context.Response.Headers["Refresh"] = onWall ? After : $"{After};url=/station";
                }

                return Task.CompletedTask;
            },
            context);
    }

    /// <summary>The page has a field for a person to type into.</summary>
    public static void NoteField(HttpContext context) => context.Items[HasFields] = true;

    /// <summary>Whether the script has to look after the page.</summary>
    public static bool NeedsScript(HttpContext context) => context.Items.ContainsKey(AtStation) && context.Items.ContainsKey(HasFields);
}
