using Kiosk.Issuer.Web.Pages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Kiosk.Issuer.Web;

/// <summary>Marks every field that was refused, on all pages: as invalid, and described by what the page says went wrong, before what describes it anyway.</summary>
[HtmlTargetElement("input", Attributes = Name, TagStructure = TagStructure.WithoutEndTag)]
[HtmlTargetElement("select", Attributes = Name)]
[HtmlTargetElement("textarea", Attributes = Name)]
public sealed class RefusedFieldTagHelper : TagHelper
{
    private const string Name = "name";
    private const string DescribedBy = "aria-describedby";
    private const string Problem = "problem";

    /// <summary>The page.</summary>
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(output);
        if (ViewContext.ViewData.Model is IssuerPage page && page.Wrong.Contains($"{context.AllAttributes[Name].Value}"))
        {
            string? description = output.Attributes[DescribedBy]?.Value?.ToString();
            output.Attributes.SetAttribute("aria-invalid", "true");
            output.Attributes.SetAttribute(DescribedBy, description is null ? Problem : $"{Problem} {description}");
        }
    }
}
