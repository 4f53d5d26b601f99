namespace Ordi2.Web.Features.Help;

/// <summary>Who answers for the accessibility of this server: each pole that runs one says it in its settings.</summary>
internal sealed class AccessibilityOptions
{
    public const string Section = "Accessibility";

    /// <summary>The organisation whose statement it is; nothing where nobody said it.</summary>
    public string? Entity { get; set; }

    /// <summary>The e-mail address that takes what somebody could not reach; nothing where nobody said it.</summary>
    public string? Contact { get; set; }
}
