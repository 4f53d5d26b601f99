namespace Ordi2.Scanner;

/// <summary>What a command line says to a person: French first, English on the next line.</summary>
internal static class BothLanguages
{
    public static string Say(string french, string english) => $"{french}{Environment.NewLine}{english}";
}
