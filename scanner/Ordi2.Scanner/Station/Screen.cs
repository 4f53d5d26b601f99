using System.Text.Json;
using Ordi2.Scanner.Outbox;
using Spectre.Console;

namespace Ordi2.Scanner.Station;

/// <summary>How a line is meant: done, to see with the supervisor, stop. Never by colour alone.</summary>
internal enum Tone
{
    Plain,
    Good,
    Look,
    Stop,
}

/// <summary>What the programs of the station say: lines for people, or one JSON object a line for scripts.</summary>
internal sealed class Screen(TextWriter output, bool json, IAnsiConsole? console = null)
{
    private readonly Lock _one = new();

    public bool IsJson => json;

    /// <summary>A line for people and an object for scripts: one of the two is written.</summary>
    public void Say(Tone tone, string words, object fields)
    {
        lock (_one)
        {
            if (json)
            {
                output.WriteLine(JsonSerializer.Serialize(fields, Wire.Options));
            }
            else if (console is not null)
            {
                console.MarkupLineInterpolated(tone switch
                {
                    Tone.Good => $"[green]✓ {words}[/]",
                    Tone.Look => (FormattableString)$"[yellow]! {words}[/]",
                    Tone.Stop => $"[red]✗ {words}[/]",
                    _ => $"  {words}",
                });
            }
            else
            {
                output.WriteLine($"{MarkOf(tone)} {words}");
            }

            output.Flush();
        }
    }

    private static char MarkOf(Tone tone) => tone switch
    {
        Tone.Good => '✓',
        Tone.Look => '!',
        Tone.Stop => '✗',
        _ => ' ',
    };
}
